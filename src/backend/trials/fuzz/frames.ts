import fc from 'fast-check';
import { jsonTexts, strings } from './json-bodies.ts';

/** A frame as RFC 6455 5.2 has it, or nearly. */
interface Frame {
  readonly final: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Null: the shortest that fits. */
  readonly lengthBytes: 0 | 2 | 8 | null;
  /** Added to the true length, in what the frame says of itself. */
  readonly lie: number;
  readonly payload: Uint8Array;
}

const mask = Buffer.from([0x12, 0x34, 0x56, 0x78]);

function lengthOf({ payload, lie, lengthBytes }: Frame): readonly [seven: number, more: Buffer] {
  const length = Math.max(0, payload.length + lie);
  const bytes = lengthBytes ?? (length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (bytes === 0) return [length & 0x7f, Buffer.alloc(0)];
  const more = Buffer.alloc(bytes);
  if (bytes === 2) more.writeUInt16BE(length & 0xffff);
  else more.writeBigUInt64BE(BigInt(length));
  return [bytes === 2 ? 126 : 127, more];
}

/** The bytes of a frame. */
function frameBytes(frame: Frame): Buffer {
  const [seven, more] = lengthOf(frame);
  const first = (frame.final ? 0x80 : 0) | (frame.reserved << 4) | frame.opcode;
  const head = Buffer.concat([Buffer.from([first, (frame.masked ? 0x80 : 0) | seven]), more]);
  if (!frame.masked) return Buffer.concat([head, frame.payload]);
  const payload = frame.payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, payload]);
}

const honest = { final: true, reserved: 0, masked: true, lengthBytes: null, lie: 0 } as const;

/** A text frame as every client sends it. */
export const textFrame = (text: string): Buffer =>
  frameBytes({ ...honest, opcode: 1, payload: Buffer.from(text) });

const shapes = fc
  .record(
    {
      type: fc.constantFrom('message', 'ping', 'clear', 'config', 'interrupt', 'shout'),
      content: fc.oneof(fc.constantFrom('Bonjour', 'Tell me about rivers'), strings, fc.jsonValue()),
      session_id: fc.oneof(fc.constantFrom('a', '__proto__'), strings, fc.jsonValue()),
      voice: fc.oneof(fc.constantFrom('eva', 'nobody'), fc.jsonValue()),
    },
    { requiredKeys: ['type'] },
  )
  .map((shape) => JSON.stringify(shape));

const texts = fc
  .oneof({ weight: 2, arbitrary: shapes }, { weight: 1, arbitrary: jsonTexts })
  .map((text) => Buffer.from(text));

const recordings = fc
  .uint8Array({ maxLength: 300 })
  .chain((noise) =>
    fc.constantFrom(
      Buffer.from(noise),
      Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), noise]),
      Buffer.concat([Buffer.from('ID3\x04\0', 'latin1'), noise]),
      Buffer.concat([Buffer.from('OggS\0', 'latin1'), noise]),
    ),
  );

const payloads = fc.oneof(texts, recordings, fc.constant(Buffer.from([0xc3, 0x28, 0xff])));

const odd = fc
  .record({
    final: fc.boolean(),
    reserved: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 7 })),
    opcode: fc.oneof(fc.constantFrom(0, 1, 2, 8, 9, 10), fc.integer({ min: 0, max: 15 })),
    masked: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    lengthBytes: fc.constantFrom(null, null, 0, 2, 8),
    lie: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      fc.constantFrom(-1, 1, 7, 100_000, 2 ** 40, 2 ** 52),
    ),
    payload: payloads,
  })
  .map(frameBytes);

const whole = fc.oneof(
  { weight: 3, arbitrary: texts.map((payload) => frameBytes({ ...honest, opcode: 1, payload })) },
  { weight: 1, arbitrary: recordings.map((payload) => frameBytes({ ...honest, opcode: 2, payload })) },
);

/** One message in pieces, a ping in between. */
const pieces = fc.tuple(texts, fc.integer({ min: 1, max: 5 })).map(([text, count]) => {
  const size = Math.ceil(text.length / count) || 1;
  const frames = Array.from({ length: count }, (_, index) =>
    frameBytes({
      ...honest,
      final: index === count - 1,
      opcode: index === 0 ? 1 : 0,
      payload: text.subarray(index * size, (index + 1) * size),
    }),
  );
  return Buffer.concat(
    frames.flatMap((frame) => [frame, frameBytes({ ...honest, opcode: 9, payload: Buffer.alloc(0) })]),
  );
});

const closing = fc
  .tuple(fc.integer({ min: 0, max: 65_535 }), fc.uint8Array({ maxLength: 140 }))
  .map(([code, reason]) =>
    frameBytes({
      ...honest,
      opcode: 8,
      payload: Buffer.concat([Buffer.from([code >> 8, code & 255]), reason]),
    }),
  );

/** What a client may send on an open socket: good frames, odd frames, and bytes that are none. */
export const conversations = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: whole },
      { weight: 3, arbitrary: pieces },
      { weight: 3, arbitrary: odd },
      { weight: 1, arbitrary: closing },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((frames) => Buffer.concat(frames));
