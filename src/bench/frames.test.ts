import { once } from 'node:events';
import type { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as ws from 'ws';
import { clientFrame, frameReader, OPCODES } from './frames.ts';

/** What the library also exports and its types leave out: the other side of every frame here. */
const { Receiver, Sender } = ws as unknown as {
  Sender: { frame(data: Buffer, options: object): Buffer[] };
  Receiver: new (options: object) => Writable;
};

const [CONTINUED, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];

/** A frame as the library makes it for servers. */
const frame = (opcode: number, data: Buffer | string, more: { fin?: boolean; rsv1?: boolean } = {}): Buffer =>
  Buffer.concat(
    Sender.frame(Buffer.from(data), {
      ...{ fin: true, rsv1: false, opcode, mask: false, readOnly: true },
      ...more,
    }),
  );

type Said =
  | string
  | { readonly seen: string }
  | { readonly bytes: string }
  | { readonly ping: string }
  | { readonly close: number };

/** Reads bytes that come cut at some places, always into the same buffer, as sockets read. */
function heard(bytes: Buffer, cuts: readonly number[] = [], mostBytes = 100_000) {
  const said: Said[] = [];
  const stamps: number[] = [];
  const read = frameReader(
    {
      glimpse(piece, from, to, atMs) {
        const text = piece.toString('utf8', from, to);
        if (!text.startsWith('seen')) return false;
        said.push({ seen: text });
        stamps.push(atMs);
        return true;
      },
      message(data, atMs) {
        said.push(typeof data === 'string' ? data : { bytes: Buffer.from(data).toString('latin1') });
        stamps.push(atMs);
      },
      ping: (data) => said.push({ ping: Buffer.from(data).toString('latin1') }),
      close: (close) => said.push({ close }),
    },
    mostBytes,
  );
  const shared = Buffer.alloc(bytes.length);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  edges.slice(1).forEach((edge, index) => {
    const length = bytes.copy(shared, 0, edges[index], edge);
    if (length > 0) read(shared, length, edge);
    shared.fill(0);
  });
  return { said, stamps };
}

const latin1 = (most: number) =>
  fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes).toString('latin1'));

const spoken = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => ({ said: text, wire: frame(TEXT, text) })),
  // Lengths of 16 bits.
  fc.integer({ min: 120, max: 70_000 }).map((length) => {
    const bytes = 'x'.repeat(length);
    return { said: { bytes }, wire: frame(BINARY, Buffer.from(bytes)) };
  }),
  latin1(125).map((ping) => ({ said: { ping }, wire: frame(PING, Buffer.from(ping, 'latin1')) })),
  // In parts, with a ping in between.
  fc.tuple(latin1(50), latin1(50), latin1(9)).map(([one, two, ping]) => ({
    said: [{ ping }, { bytes: one + two }],
    wire: Buffer.concat([
      frame(BINARY, Buffer.from(one, 'latin1'), { fin: false }),
      frame(PING, Buffer.from(ping, 'latin1')),
      frame(CONTINUED, Buffer.from(two, 'latin1')),
    ]),
  })),
);

it('hears what was said, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(spoken, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (frames, cuts) => {
      const bytes = Buffer.concat(frames.map(({ wire }) => wire));
      expect(heard(bytes, cuts).said).toEqual(frames.flatMap(({ said }) => said));
    }),
  );
});

it('a message has the stamp of the piece that completed it', () => {
  const [one, two] = [frame(TEXT, 'one'), frame(TEXT, 'two')];
  const bytes = Buffer.concat([one, two]);
  expect(heard(bytes).stamps).toEqual([bytes.length, bytes.length]);
  expect(heard(bytes, [one.length]).stamps).toEqual([one.length, bytes.length]);
  expect(heard(bytes, [one.length + 1]).stamps).toEqual([one.length + 1, bytes.length]);
});

it.each([
  ['a close', frame(CLOSE, Buffer.from([3, 233])), { close: 1001 }],
  ['a close without a code', frame(CLOSE, ''), { close: 1005 }],
  ['a masked frame', Buffer.from([0x81, 0x80, 0, 0, 0, 0]), { close: 1002 }],
  ['a reserved bit', frame(TEXT, 'x', { rsv1: true }), { close: 1002 }],
  ['an opcode nobody knows', frame(3, 'x'), { close: 1002 }],
  ['a control opcode nobody knows', frame(11, 'x'), { close: 1002 }],
  ['a ping in parts', frame(PING, 'x', { fin: false }), { close: 1002 }],
  ['a ping that is too long', frame(PING, 'x'.repeat(126)), { close: 1002 }],
  ['the rest of nothing', frame(CONTINUED, 'x'), { close: 1002 }],
  [
    'a message inside another',
    Buffer.concat([frame(TEXT, 'x', { fin: false }), frame(TEXT, 'y')]),
    { close: 1002 },
  ],
  [
    'a length beyond all bounds',
    Buffer.from([0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255]),
    { close: 1009 },
  ],
  [
    'parts that are too much together',
    Buffer.concat([frame(BINARY, 'x'.repeat(70), { fin: false }), frame(CONTINUED, 'x'.repeat(70))]),
    { close: 1009 },
  ],
] as const)('%s ends it, and nothing after it is heard', (_what, bytes, end) => {
  const after = frame(TEXT, 'after');
  expect(heard(Buffer.concat([bytes, after]), [bytes.length], 130).said).toEqual([end]);
  expect(heard(Buffer.concat([bytes, after]), [], 130).said).toEqual([end]);
});

it('parts that say nothing end it as well, when they are beyond all number', () => {
  const nothing = Buffer.concat(Array(100_000).fill(frame(CONTINUED, '', { fin: false })));
  const begun = frame(TEXT, '', { fin: false });
  expect(heard(Buffer.concat([begun, nothing])).said).toEqual([{ close: 1009 }]);
});

it('a pong is nothing to hear', () => {
  expect(heard(Buffer.concat([frame(PONG, 'x'), frame(TEXT, 'y')])).said).toEqual(['y']);
});

it.each([0, 125, 126, 65_535, 65_536])('the library reads a frame of %i bytes of ours', async (length) => {
  const receiver = new Receiver({ isServer: true });
  const hearing = once(receiver, 'message');
  receiver.end(
    clientFrame(
      OPCODES.text,
      Buffer.from('é'.repeat(length / 2) + 'x'.repeat(length % 2)),
      Buffer.from([1, 2, 3, 254]),
    ),
  );
  const [data, binary] = await hearing;
  expect({ bytes: data.length, binary, text: String(data).slice(0, 1) }).toEqual({
    bytes: length,
    binary: false,
    text: length > 1 ? 'é' : 'x'.repeat(length),
  });
});

it('offers a whole text where it lies, and reads what was not enough to see', () => {
  const bytes = Buffer.concat([frame(1, 'seen one'), frame(1, 'unseen'), frame(1, 'seen two')]);
  const seen = [{ seen: 'seen one' }, 'unseen', { seen: 'seen two' }];
  expect(heard(bytes).said).toEqual(seen);
  for (let cut = 1; cut < bytes.length; cut++) expect(heard(bytes, [cut]).said).toEqual(seen);
});

it('offers no part of a text that comes in several', () => {
  const bytes = Buffer.concat([frame(1, 'seen ', { fin: false }), frame(0, 'whole')]);
  expect(heard(bytes).said).toEqual(['seen whole']);
});
