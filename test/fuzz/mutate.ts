/** Numbers in [0, 1) that are the same for the same seed (mulberry32, Tommy Ettinger). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Random = () => number;

const below = (next: Random, bound: number): number => Math.floor(next() * bound);

/** Whether a token stands for bytes, and not for characters. */
const isBytes = (token: string): boolean => {
  const first = token.charCodeAt(0);
  return first === 0 || (first >= 0x7f && first <= 0xff && token !== 'été');
};

/** What bends parsers: ends of lines and of structures, numbers at the edge, halves of characters, names with a meaning. */
const TOKENS = [
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\t',
  ' ',
  '"',
  "'",
  '`',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '&',
  '%',
  ':',
  '---\n',
  '...\n',
  '://',
  '::',
  '- ',
  '? ',
  '&a ',
  '*a',
  '!!js/function ',
  '<<: ',
  '{{',
  '}}',
  '<!DOCTYPE x [',
  '<![CDATA[',
  ']]>',
  '&#0;',
  '__proto__',
  'constructor',
  'null',
  'true',
  '-1',
  '-0',
  '1e309',
  '9007199254740993',
  '0x7fffffff',
  'NaN',
  'Infinity',
  '4294967296',
  'data: ',
  'data: [DONE]\n\n',
  'event: error\n',
  'N/A',
  '[N/A]',
  'MiB',
  ' passed',
  ' failed in 1s',
  '=====',
  '\u001b[31m',
  '\u001b]0;',
  '\u202e',
  '\ufeff',
  '\ud83c\udf99',
  'été',
  'RIFF',
  'WAVE',
  'fmt ',
  'data',
  'ID3',
  'OggS',
  'OpusHead',
  '\xff\xfb\x90\x64',
  '\xff\xff\xff\xff',
  '\x7f\xff\xff\xff',
  '\x80\x00\x00\x00',
  '\x00\x00\x00\x00',
].map((token) => Buffer.from(token, isBytes(token) ? 'latin1' : 'utf8'));

const MOST_BYTES = 64 * 1024;

type Mutation = (input: Buffer, next: Random, other: Buffer) => Buffer;

const at = (input: Buffer, next: Random): number => below(next, input.length + 1);

const inserted = (input: Buffer, where: number, piece: Buffer): Buffer =>
  Buffer.concat([input.subarray(0, where), piece, input.subarray(where)]);

const MUTATIONS: readonly Mutation[] = [
  (input, next) => {
    const changed = Buffer.from(input);
    if (changed.length > 0) changed[below(next, changed.length)] = below(next, 256);
    return changed;
  },
  (input, next) => input.subarray(0, at(input, next)),
  (input, next) => input.subarray(at(input, next)),
  (input, next) => {
    const from = at(input, next);
    return Buffer.concat([input.subarray(0, from), input.subarray(from + below(next, 40))]);
  },
  (input, next) => inserted(input, at(input, next), TOKENS[below(next, TOKENS.length)] ?? input),
  (input, next) => {
    const token = TOKENS[below(next, TOKENS.length)] ?? input;
    const times = 1 + below(next, Math.ceil((next() < 0.1 ? MOST_BYTES : 300) / token.length));
    return inserted(input, at(input, next), Buffer.concat(Array.from({ length: times }, () => token)));
  },
  (input, next) => {
    const from = at(input, next);
    const piece = input.subarray(from, from + below(next, 400));
    return inserted(
      input,
      at(input, next),
      Buffer.concat(Array.from({ length: 1 + below(next, 20) }, () => piece)),
    );
  },
  (input, next, other) =>
    Buffer.concat([input.subarray(0, at(input, next)), other.subarray(at(other, next))]),
  (_, next) => Buffer.from(Array.from({ length: below(next, 200) }, () => below(next, 256))),
];

/** One of the inputs after one to six things that go wrong; at most 64 KiB. */
export function mutated(corpus: readonly Buffer[], next: Random): Buffer {
  const pick = (): Buffer => corpus[below(next, corpus.length)] ?? Buffer.alloc(0);
  let input = pick();
  for (let times = 1 + below(next, 6); times > 0; times--) {
    const mutation = MUTATIONS[below(next, MUTATIONS.length)];
    if (mutation) input = mutation(input, next, pick()).subarray(0, MOST_BYTES);
  }
  return input;
}

/** The input in pieces that are cut anywhere. */
export function inPieces(input: Buffer, next: Random): Buffer[] {
  const pieces: Buffer[] = [];
  const most = 1 + below(next, Math.max(2, input.length));
  for (let from = 0; from < input.length; ) {
    const length = 1 + below(next, most);
    pieces.push(input.subarray(from, from + length));
    from += length;
  }
  return pieces;
}
