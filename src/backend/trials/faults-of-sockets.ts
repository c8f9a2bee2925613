import { once } from 'node:events';
import { WebSocket } from 'ws';
import { refusedUpgrade, socketUrl } from '../contract/socket-client.ts';
import { lateness, type Proof, proof, type Stack } from './faults-proof.ts';

interface Overheard {
  readonly frames: readonly (string | Buffer)[];
  /** Null: it is still open. */
  readonly closedWith: number | null;
}

/**
 * Sends a frame and hears what comes until one matches, or until the close; without `until` for as long as the stack
 * works at the frame: the socket's own pong comes after what it answers at once.
 */
export async function listenIn(stack: Stack, frame: object, until?: RegExp): Promise<Overheard> {
  const socket = new WebSocket(socketUrl(stack.url));
  const frames: (string | Buffer)[] = [];
  await once(socket, 'open');
  const closed = once(socket, 'close').then(([code]) => Number(code));
  const answered = new Promise<null>((resolve) => {
    if (!until) socket.once('pong', () => resolve(null));
    socket.on('message', (data, isBinary) => {
      frames.push(
        isBinary ? Buffer.concat([data].flat().map((part) => Buffer.from(part as Buffer))) : String(data),
      );
      if (until?.test(String(data))) resolve(null);
    });
  });
  socket.send(JSON.stringify(frame));
  socket.ping();
  const closedWith = await Promise.race([answered, closed]);
  socket.terminate();
  return { frames, closedWith };
}

const ping = async (stack: Stack) => {
  const { frames, closedWith } = await listenIn(stack, { type: 'ping' });
  return { frames: frames.map((frame) => (typeof frame === 'string' ? frame : 'noise')), closedWith };
};

const pong = '{"type":"pong"}';
const honest = { frames: [pong], closedWith: null };

const answering = (different: object) =>
  proof({ look: ping, symptom: () => ({ ...honest, ...different }), honest });

/** The status with which an upgrade is refused, or 101. */
export const upgradeOf = (stack: Stack): Promise<number | undefined> =>
  refusedUpgrade(socketUrl(stack.url)).then(
    ({ status }) => status,
    () => 101,
  );

/** Proofs of the faults of WebSockets, by their ids. */
export const ofSockets: Readonly<Record<string, Proof>> = {
  'ws-refuse': proof({ look: upgradeOf, symptom: () => 403, honest: 101 }),
  'ws-silent': answering({ frames: [] }),
  'ws-close-1006': answering({ frames: [], closedWith: 1006 }),
  'ws-binary-noise': answering({ frames: ['noise', pong] }),
  'ws-slow-first-token': lateness(300, (stack) =>
    listenIn(stack, { type: 'message', content: 'Parle-moi du vent' }, /"token"/),
  ),
};
