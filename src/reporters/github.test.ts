import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../domain/review.ts';
import github from './github.ts';
import { reviewSaying } from './review.fixture.ts';

const CANVAS = { color: false, columns: 100 };

const draw = async (review: Review): Promise<string[]> =>
  (await github.draw(review, CANVAS)).split('\n').filter((line) => line !== '');

/** A line as the runner reads it: the first `::` behind the command ends its properties. */
function asTheRunnerReads(line: string) {
  const [, level, properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (text: string) =>
    text
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');
  const fields = properties.split(',').map((each) => each.split('='));
  return {
    level,
    fields: fields.map(([name]) => name),
    title: unescaped(properties.slice(6)),
    message: unescaped(message),
  };
}

describe('annotations', () => {
  test('findings by what they weigh, what broke, and what regressed', async () => {
    const review = reviewSaying('said');
    const [criterion] = review.criteria;
    if (!criterion) throw new Error('the fixture has a criterion');
    const criteria = [{ ...criterion, title: 'LLM', verdict: 'errored' as const, comment: 'it broke' }];
    const found = (await draw({ ...review, criteria })).map(asTheRunnerReads);
    expect(found.map(({ level, title }) => [level, title])).toEqual([
      ['error', 'LLM could not be judged'],
      ['error', 'f: said'],
      ['warning', 'g: said'],
      ['warning', 'said regressed'],
      ['notice', 'h: said'],
    ]);
    expect(found[1]?.message).toBe('said\n• said');
  });

  test('a review that is all well says nothing', async () => {
    const clean = { blockers: [], warnings: [], notes: [], changes: [], criteria: [] };
    expect(await draw({ ...reviewSaying('x'), ...clean })).toEqual([]);
  });

  test('GitHub drops all beyond ten: the tenth names them, and causes come before what follows from them', async () => {
    const review = reviewSaying('x');
    const [blocker] = review.blockers;
    if (!blocker) throw new Error('the fixture has a blocker');
    const blockers = Array.from({ length: 14 }, (_, index) => ({
      ...blocker,
      id: `b${index}`,
      ...(index < 12 && { cause: 'b13' }),
    }));
    const errors = (await draw({ ...review, blockers })).filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    const read = errors.map(asTheRunnerReads);
    expect(read.slice(0, 2).map(({ title }) => title)).toEqual(['b12: x', 'b13: x']);
    expect(read[9]?.title).toBe('b7: x (and 4 more)');
    expect(read[9]?.message).toBe('b7: x\nb8: x\nb9: x\nb10: x\nb11: x');
  });

  test('whatever is said, each line is one command of ours, with one property', async () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          '::',
          '::error::',
          '\n',
          '\r',
          '\u2028',
          '%0A',
          '%',
          ',',
          'file=x',
          '##[',
          '##vso[',
          ':',
          'a',
          ' ',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    const usual = (await draw(reviewSaying('x'))).map((line) => asTheRunnerReads(line).level);
    await fc.assert(
      fc.asyncProperty(hostile, async (said) => {
        const drawn = await github.draw(reviewSaying(said), CANVAS);
        expect(drawn).not.toMatch(/##(?:vso)?\[|(?!\n)\p{Cc}/u);
        const read = drawn.trimEnd().split('\n').map(asTheRunnerReads);
        expect(read.map(({ level }) => level)).toEqual(usual);
        for (const { fields } of read) expect(fields).toEqual(['title']);
      }),
    );
  });
});
