import { describe, expect, it } from 'vitest';
import { caseOf } from './cases.ts';
import { parsers } from './parsers.ts';

const SEED = 20_260_120;
const CASES = 60;

/** Found once by many more cases, and mended: the seed and the number of each. */
const FOUND: readonly (readonly [parser: string, seed: number, index: number])[] = [
  ['config', 1, 254],
  ['config', 1, 441],
  ['config', 1, 922],
  ['config', 1, 1750],
];

describe.each((await parsers()).map((parser) => [parser.id, parser] as const))('%s', (id, parser) => {
  it('reads its own corpus', async () => {
    for (const input of parser.corpus) await parser.parse(Buffer.from(input), () => 0.5);
  });

  it(`throws at none of ${CASES} broken inputs`, async () => {
    for (let index = 0; index < CASES; index++) {
      const { input, next } = caseOf(parser, SEED, index);
      try {
        await parser.parse(input, next);
      } catch (error) {
        expect.unreachable(`case ${index} of seed ${SEED}: ${String(error)}`);
      }
    }
  });

  it.each(FOUND.filter(([of]) => of === id))('%s: seed %i, case %i', async (_, seed, index) => {
    const { input, next } = caseOf(parser, seed, index);
    await parser.parse(input, next);
  });
});
