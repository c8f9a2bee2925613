import { expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Sitting } from '../domain/evidence.ts';
import { assemble } from './assemble.ts';
import { evidenceWith } from './evidence.fixture.ts';
import { sittingLines } from './sitting-lines.ts';

const first: Sitting = {
  startedAt: '2026-01-30T23:58:01.000Z',
  commit: 'abc1234',
  probes: ['llm', 'tts'],
};
const second: Sitting = {
  startedAt: '2026-01-31T08:00:00.000Z',
  commit: 'def5678',
  probes: ['backend', 'environment', 'gpu', 'turn'],
};

const lines = (...sittings: Sitting[]) =>
  sittingLines({ ...evidenceWith({}), sittings }, rules.probes).map(({ en }) => en);

it('says nothing of a run that was not interrupted', () => {
  expect(sittingLines(evidenceWith({}), rules.probes)).toEqual([]);
  expect(lines(first)).toEqual([]);
});

it('says what was asked when, of which commit, and what no watch saw', () => {
  expect(lines(first, second)).toEqual([
    'Interrupted and resumed, in 2 sittings: 2026-01-30 23:58 UTC (abc1234): llm, tts; 2026-01-31 08:00 UTC (def5678): backend, environment, gpu, turn. What was cold in a later one may have been warmed by the one before',
    'The project changed between them (abc1234 → def5678): what was measured before is of the commit before',
    'gpu: watched the load of 2026-01-31 08:00 UTC alone, and say nothing of llm, tts',
  ]);
});

it('makes nothing of a commit that is the same or unknown, nor of a watch that saw all load', () => {
  const same = { ...second, commit: 'abc1234', probes: ['build'] };
  expect(lines(first, same)).toHaveLength(1);
  expect(lines({ ...first, commit: null }, { ...second, probes: ['stats'] })).toHaveLength(1);
  const watched = { ...first, probes: ['llm', 'gpu', 'host'] };
  expect(lines(watched, { ...same, probes: ['tests'] })).toHaveLength(1);
});

it('is part of the method of a review, in its language', () => {
  const evidence = { ...evidenceWith({}), sittings: [first, second] };
  const place = { cycle: 1, lang: 'fr', past: [] } as const;
  expect(assemble(evidence, rules, place).method.join('\n')).toContain(
    'Interrompu et repris, en 2 séances : 2026-01-30 23:58 UTC (abc1234): llm, tts',
  );
});
