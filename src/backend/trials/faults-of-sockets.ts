import { once } from 'node:events';
import { WebSocket } from 'ws';
import { refusedUpgrade, socketUrl } from '../contract/socket-client.ts';
import { connectVoice } from '../contract/voice-client.ts';
import { lateness, type Proof, proof, type Stack } from './faults-proof.ts';

interface Overheard {
  readonly frames: readonly (string | Buffer)[];
  /** Null: it is still open. */
  readonly closedWith: number | null;
}

/**
 * Sends a frame, or several, and hears what comes until one matches, or until the close; without `until` for as long as the stack
 * works at the frame: the socket's own pong comes after what it answers at once.
 */
export async function listenIn(
  stack: Stack,
  sent: object | readonly object[],
  until?: RegExp,
): Promise<Overheard> {
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
  for (const frame of [sent].flat()) socket.send(JSON.stringify(frame));
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

/** Whether a turn has an end before what was asked for behind it is done. */
const ending = proof({
  async look(stack) {
    const asked = [{ type: 'message', content: 'Parle-moi du vent' }, { type: 'clear' }];
    const told = (await listenIn(stack, asked, /"cleared"/)).frames.join('');
    return { speaks: told.includes('"token"'), ends: told.includes('"end"') };
  },
  symptom: () => ({ speaks: true, ends: false }),
  honest: { speaks: true, ends: true },
});

const lateMs = 600;

/** How a turn ends that is interrupted at its first sound. */
const interrupting = (as: string) =>
  proof({
    beside: ['tts-slow:50'],
    async look(stack) {
      const { send, until, socket } = await connectVoice(stack.url);
      send({ type: 'message', content: 'Parle-moi du vent et de la mer' });
      await until('sound');
      send({ type: 'interrupt' });
      const startedAt = performance.now();
      const last = (await until('audio_end', 'interrupted')).at(-1)?.type;
      socket.terminate();
      return last === 'interrupted' && performance.now() - startedAt > lateMs ? 'interrupted late' : last;
    },
    symptom: () => as,
    honest: 'interrupted',
  });

/** Proofs of the faults of WebSockets, by their ids. */
export const ofSockets: Readonly<Record<string, Proof>> = {
  'ws-refuse': proof({ look: upgradeOf, symptom: () => 403, honest: 101 }),
  'ws-silent': answering({ frames: [] }),
  'ws-close-1006': answering({ frames: [], closedWith: 1006 }),
  'ws-binary-noise': answering({ frames: ['noise', pong] }),
  'ws-no-end': ending,
  'ws-wrong-shape': proof({
    look: async (stack) => ({
      contract: (await listenIn(stack, { type: 'message', content: 'Parle-moi du vent' })).frames.length > 0,
      other: (await listenIn(stack, { text: 'Parle-moi du vent' }, /"(token|error)"/)).frames
        .join('')
        .includes('token'),
    }),
    symptom: () => ({ contract: false, other: true }),
    honest: { contract: true, other: false },
  }),
  'ws-deaf-to-interrupt': interrupting('audio_end'),
  'ws-slow-to-stop': interrupting('interrupted late'),
  'ws-slow-first-token': lateness(300, (stack) =>
    listenIn(stack, { type: 'message', content: 'Parle-moi du vent' }, /"token"/),
  ),
};
