import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type VoiceServerFrame, voiceServerFrame } from '../../protocol/voice.ts';
import { endWithFile } from './stack-under-test.ts';

/** What is heard on `/ws/voice`: a frame of the contract, or sound. */
export type Heard = VoiceServerFrame | { readonly type: 'sound'; readonly mp3: Uint8Array };

const lasts: readonly string[] = ['audio_end', 'interrupted', 'error'];

/** Connects to `/ws/voice`; the socket ends with the test file. */
export async function connectVoice(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/voice`);
  endWithFile(() => socket.terminate());
  const frames: Heard[] = [];
  const readers: ((frame: Heard) => void)[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    const frame: Heard = isBinary
      ? { type: 'sound', mp3: new Uint8Array(data) }
      : voiceServerFrame.parse(JSON.parse(String(data)));
    const reader = readers.shift();
    if (reader) reader(frame);
    else frames.push(frame);
  });
  await once(socket, 'open');
  const next = async () => frames.shift() ?? (await new Promise<Heard>((resolve) => readers.push(resolve)));

  /** The frames until one of these comes, that one included. */
  async function until(...types: readonly string[]): Promise<readonly Heard[]> {
    const heard = [await next()];
    while (!types.includes(heard.at(-1)?.type ?? '')) heard.push(await next());
    return heard;
  }
  return {
    socket,
    /** Sends bytes as they are, text as it is, anything else as JSON. */
    send: (frame: object | string) =>
      socket.send(frame instanceof Uint8Array || typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next,
    until,
    /** The frames of one turn, its last one included. */
    turn: () => until(...lasts),
  };
}

/** "token sound audio_end": what came, repetitions once. */
export const orderOf = (heard: readonly Heard[]): string =>
  heard
    .map(({ type }) => type)
    .filter((type, index, all) => type !== all[index - 1])
    .join(' ');

/** The words of the tokens. */
export const wordsOf = (heard: readonly Heard[]): string =>
  heard.map((frame) => (frame.type === 'token' ? frame.content : '')).join('');
