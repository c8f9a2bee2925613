import fc from 'fast-check';
import { expect, it } from 'vitest';
import { routes } from '../../../protocol/routes.ts';
import { serverFrame } from '../../../protocol/socket.ts';
import { voiceServerFrame } from '../../../protocol/voice.ts';
import { conversations, textFrame } from './frames.ts';
import { fuzzedStack } from './fuzzed-stack.ts';
import { framesIn } from './sent-frames.ts';
import { leakIn } from './verdict.ts';
import { exchange } from './wire.ts';

const CASES = 2_500;
const AT_ONCE = 20;

/** What the stack may send on each of its sockets. */
const sent = { [routes.chatSocket]: serverFrame, [routes.voiceSocket]: voiceServerFrame };
const paths = Object.values(routes).filter((path) => path.startsWith('/ws/'));

const handshake = (path: string) =>
  Buffer.from(
    [
      `GET ${path} HTTP/1.1`,
      'host: localhost',
      ...['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'],
      ...['sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==', '', ''],
    ].join('\r\n'),
  );

/** What is wrong with what the stack sent on a socket, or null; `seen` gets the types of its frames. */
function wrongWithFrames(path: string, bytes: Buffer, seen: Set<string>): string | null {
  const [head = '', ...body] = bytes.toString('latin1').split('\r\n\r\n');
  if (!head.startsWith('HTTP/1.1 101 ')) return `no handshake: ${head}`;
  const shape = Object.entries(sent).find(([known]) => known === path)?.[1];
  for (const { opcode, payload } of framesIn(Buffer.from(body.join('\r\n\r\n'), 'latin1'))) {
    const text = opcode === 8 ? payload.toString('utf8', 2) : payload.toString();
    const leak = opcode === 2 ? null : leakIn(text);
    if (leak) return leak;
    if (opcode === 1) {
      const read = shape?.safeParse(JSON.parse(text));
      if (!read?.success) return `of no known shape: ${text}`;
      seen.add(read.data.type);
    }
    if (opcode === 8 && payload.length >= 2 && payload.readUInt16BE() === 1011) return `failed: ${text}`;
  }
  return null;
}

const ended = /"type":"cleared"/;

it(`takes ${CASES} conversations of frames well`, { timeout: 300_000 }, async () => {
  const stack = await fuzzedStack();
  const seen = new Set<string>();
  const talk = fc.tuple(fc.constantFrom(...paths), conversations);
  const batch = fc.array(talk, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(batch, async (talks) => {
    const exchanges = talks.map(async ([path, frames]) => {
      const bytes = Buffer.concat([handshake(path), frames, textFrame('{"type":"clear"}')]);
      const done = (received: Buffer) => (ended.test(received.toString('latin1', -200)) ? 'end' : null);
      return { path, frames, ...(await exchange(stack.port, bytes, done)) };
    });
    for (const { path, frames, hung, bytes } of await Promise.all(exchanges)) {
      const said = `${path} ${frames.toString('hex', 0, 1_000)}`;
      expect(hung, said).toBe(false);
      expect(wrongWithFrames(path, bytes, seen), said).toBeNull();
    }
  });
  await fc.assert(property, { numRuns: CASES / AT_ONCE });
  expect([...seen]).toEqual(expect.arrayContaining(['end', 'audio_end', 'pong', 'error', 'cleared']));
  await stack.isAsWellAsBefore();
});
