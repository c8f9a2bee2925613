import { shapes } from '../../src/domain/secrets/shapes.ts';

/** A secret as it is said, and those parts of what is said that nobody may find. */
export interface Planted {
  readonly id: string;
  readonly said: string;
  readonly secret: string;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const KINDS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Another text of the same kind of characters, from where the example begins to be drawn by lot. */
function redrawn(secret: string, random: () => number): string {
  const begin = Math.max(0, secret.search(/a1[b7][2c]|correct|b3Bl|hbGci|T0A1|1234567890/i));
  return (
    secret.slice(0, begin) +
    secret.slice(begin).replace(/-----[^-]+-----|\w/g, (char) => {
      if (char.length > 1) return char;
      const kind = KINDS.find((each) => each.includes(char)) ?? char;
      return kind[Math.floor(random() * kind.length)] ?? char;
    })
  );
}

/** So many secrets, of each shape in turn. */
export function plantedOfShapes(count: number, seed: number): Planted[] {
  const random = drawing(seed);
  return Array.from({ length: count }, (_, index) => {
    const shape = shapes[index % shapes.length];
    if (!shape) throw new RangeError('no shapes');
    const [before, example, after = ''] = shape.example;
    const secret =
      shape.id === 'basic'
        ? Buffer.from(`user:${redrawn('a1B2c3D4e5F6g7H8', random)}`).toString('base64')
        : redrawn(example, random);
    return { id: shape.id, said: `${before}${secret}${after}`, secret };
  });
}

const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => encodeURIComponent(secret),
  (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  (secret) => JSON.stringify(secret),
  (secret) => secret.slice(0, 14),
  (secret) => `${secret.slice(0, 12)}\n${secret.slice(12)}`,
  (secret) => [...secret].join('\u001b[0m'),
];

/** So many secrets that look like nothing, each said in one of the ways it may be written. */
export function plantedOfVariables(count: number, seed: number): Planted[] {
  const random = drawing(seed);
  return Array.from({ length: count }, (_, index) => {
    const secret = redrawn('a1B2-c3D4/e5F6+g7H8 "i9J0\'k1L2', random);
    return { id: 'variable', said: FORMS[index % FORMS.length]?.(secret) ?? secret, secret };
  });
}

const PIECE = 8;

/** Pieces that are the same for everybody, such as the beginning of what a provider gives out. */
const isPublic = (piece: string, planted: Planted): boolean =>
  shapes
    .find(({ id }) => id === planted.id)
    ?.example.join('')
    .includes(piece) ?? false;

/** Everything that must not be found: each piece of a secret, and of its forms in base64 and in a URL. */
export function traces(all: readonly Planted[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const planted of all) {
    const { secret } = planted;
    for (const form of [
      secret,
      encodeURIComponent(secret),
      ...[0, 1, 2].map((offset) =>
        Buffer.from('x'.repeat(offset) + secret)
          .toString('base64')
          .slice(4, -4),
      ),
    ])
      for (let at = 0; at + PIECE <= form.length; at++) {
        const piece = form.slice(at, at + PIECE);
        if (!isPublic(piece, planted)) found.set(piece, planted.id);
      }
  }
  return found;
}

/** What of it a text gives away: where each run of it begins. */
export function leaks(text: string, known: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  let until = -1;
  for (let at = 0; at + PIECE <= text.length; at++) {
    const id = known.get(text.slice(at, at + PIECE));
    if (id === undefined) continue;
    if (at > until) found.push(`${id}: ${JSON.stringify(text.slice(Math.max(0, at - 50), at + 30))}`);
    until = at + PIECE;
  }
  return found;
}
