import { describe, expect, it } from 'vitest';
import type { Outcome } from './check.ts';
import { saying } from './scripted.fixture.ts';
import { table } from './table.ts';
import { type Checked, gateOf, validate } from './validation.ts';

const HOLDS: Outcome = { kind: 'holds' };
const MISSING: Outcome = { kind: 'missing' };
const MOOT: Outcome = { kind: 'moot', reason: { en: 'never', fr: 'jamais' } };
const UNASKED: Outcome = { kind: 'unasked', reason: { en: 'no time', fr: 'pas le temps' } };
const DIFFERS: Outcome = {
  kind: 'differs',
  expected: { en: 'a pong', fr: 'un pong' },
  found: { en: 'silence', fr: 'le silence' },
};

const checked = (name: string, matters: Checked['matters'], outcome: Outcome, route = 'GET /x'): Checked => ({
  id: `x.${name}`,
  route,
  title: { en: name, fr: `${name} (fr)` },
  matters,
  outcome,
});

describe('the gate', () => {
  it.each<[string, Checked['matters'], Outcome]>([
    ['open', 'review', HOLDS],
    ['closed', 'review', DIFFERS],
    ['closed', 'review', MISSING],
    ['unproven', 'review', UNASKED],
    ['open', 'client', DIFFERS],
    ['open', 'client', MISSING],
    ['open', 'optional', UNASKED],
  ])('is %s when what matters to %s %j', (gate, matters, outcome) => {
    expect(gateOf({ checks: [checked('a', 'review', HOLDS), checked('b', matters, outcome)] })).toBe(gate);
  });

  it('is closed, not unproven, when both would do', () => {
    expect(gateOf({ checks: [checked('a', 'review', UNASKED), checked('b', 'review', MISSING)] })).toBe(
      'closed',
    );
  });
});

it('asks one check after the other and counts what came of them', async () => {
  let running = 0;
  const check = (name: string, outcome: Outcome) => ({
    ...checked(name, 'client', outcome),
    run: async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
      return outcome;
    },
  });
  const found = await validate(
    'http://s',
    [
      check('a', HOLDS),
      check('b', DIFFERS),
      check('c', MISSING),
      check('d', UNASKED),
      check('e', HOLDS),
      check('f', MOOT),
    ],
    saying(),
  );
  expect(found.summary).toEqual({ holds: 2, differs: 1, missing: 1, unasked: 1, moot: 1 });
  expect(found.checks[0]).toEqual(checked('a', 'client', HOLDS));
});

describe('the table', () => {
  const draw = (checks: readonly Checked[], lang: 'en' | 'fr' = 'en', color = false) => {
    const summary = { holds: 1, differs: 2, missing: 0, unasked: 0, moot: 1 };
    return table({ target: 'http://s', summary, checks }, lang, { color, columns: 80 });
  };

  it('has a row for each route, the gravest first, the same grievance once', async () => {
    const drawn = await draw([
      checked('good', 'client', HOLDS),
      checked('minor', 'optional', DIFFERS),
      checked('grave', 'review', DIFFERS),
      checked('gone', 'client', MISSING, 'POST /y'),
      checked('gone too', 'client', MISSING, 'POST /y'),
    ]);
    expect(drawn).toMatch(/GET \/x +│ 1\/3 +│ ✖ grave \(\+1\)/);
    expect(drawn).toMatch(/found: silence +│\n│ +│ +│ +expected: a pong/);
    expect(drawn).toMatch(/POST \/y +│ 0\/2 +│ ! missing +│/);
    expect(drawn.split('\n').at(-2)).toBe(
      '1 hold · 2 differ · 0 missing · 0 not asked   a review needs more than this',
    );
  });

  it('does not tell of what nothing gave occasion to, neither as kept nor as broken', async () => {
    const drawn = await draw([checked('a', 'client', HOLDS), checked('b', 'client', MOOT)]);
    expect(drawn).toMatch(/GET \/x +│ 1\/1 +│ +│/);
    expect(drawn).not.toContain('never');
  });

  it('speaks French', async () => {
    const drawn = await draw([checked('a', 'client', DIFFERS), checked('b', 'review', UNASKED)], 'fr');
    expect(drawn).toContain('! a (fr)');
    expect(drawn).toContain('trouvé : le silence');
    expect(drawn).toContain('non demandé : pas le temps');
    expect(drawn).toContain('n’a pas pu être tout demandé');
  });

  it('has escape codes only where they are welcome, and stays in its columns', async () => {
    const long: Outcome = { ...DIFFERS, found: { en: 'x '.repeat(400), fr: '' } };
    const checks = [checked('a', 'review', long)];
    const plain = await draw(checks);
    expect(plain).not.toContain('\u001b');
    expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(plain.split('\n').length).toBeLessThan(15);
    expect(await draw(checks, 'en', true)).toContain('\u001b[31m0/1');
  });
});
