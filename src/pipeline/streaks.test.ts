import { expect, test } from 'vitest';
import type { Change, Streak } from '../domain/change.ts';
import type { Finding } from '../domain/finding.ts';
import type { Verdict } from '../domain/review.ts';
import type { Lang } from '../domain/text.ts';
import { statusLine } from './status.ts';
import { streaksOf } from './streaks.ts';

const past = (cycle: number, ...ids: string[]) => ({ cycle, blockers: ids.map((id) => ({ id })) });
const blocker = { id: 'a', title: 'A' };

test('a streak counts the reviews in a row and ends at the first without the blocker', () => {
  const history = [past(5, 'a'), past(4, 'a', 'b'), past(3, 'b'), past(2, 'a')];
  expect(streaksOf(6, [blocker], history)).toEqual([{ id: 'a', title: 'A', cycles: 3, since: 4 }]);
  expect(streaksOf(6, [blocker], [])).toEqual([{ id: 'a', title: 'A', cycles: 1, since: 6 }]);
  expect(streaksOf(6, [], history)).toEqual([]);
});

const finding = (id: string, changed: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'blocker',
  layer: 'stack',
  explains: [],
  title: { en: id, fr: id },
  headline: { en: id.toUpperCase(), fr: id.toUpperCase() },
  evidence: [],
  story: { en: id, fr: id },
  remedy: [],
  unblock: [],
  ...changed,
});

const said = (
  verdict: Verdict,
  findings: readonly Finding[],
  streaks: readonly Streak[] = [],
  lang: Lang = 'en',
): string => statusLine(verdict, { findings, streaks, regressions: [] }, lang);

const slower: Change = {
  ...{ metric: 'llm.e2el_ms', title: { en: 'LLM latency', fr: 'Latence LLM' }, kind: 'worse', unit: 'ms' },
  ...{ before: null, now: null, delta: 27, deltaPct: 27.3 },
};

test('what regressed is a reason for attention, behind what is found, and for nothing else', () => {
  const all = {
    findings: [finding('a', { severity: 'warning' })],
    streaks: [],
    regressions: [slower, slower],
  };
  expect(statusLine('attention', all, 'en')).toBe('ATTENTION - A + LLM LATENCY +27 %');
  expect(statusLine('attention', { ...all, findings: [] }, 'fr')).toBe(
    'ATTENTION - LATENCE LLM +27 % + LATENCE LLM +27 %',
  );
  expect(statusLine('blocked', { ...all, findings: [finding('b')] }, 'en')).toBe('BLOCKED - B');
});

test('the status names the first two causes, not their consequences', () => {
  const all = [finding('a'), finding('b', { cause: 'a' }), finding('c'), finding('d')];
  expect(said('blocked', all)).toBe('BLOCKED - A + C');
  expect(said('ok', all)).toBe('OK');
});

test('warnings are named where nothing blocks', () => {
  const all = [finding('a', { severity: 'note' }), finding('b', { severity: 'warning' })];
  expect(said('attention', all, [], 'fr')).toBe('ATTENTION - B');
});

test.each([
  [1, 'A', 'A'],
  [2, 'A (2nd cycle in a row)', 'A (2e cycle consécutif)'],
  [3, 'A (3rd cycle in a row)', 'A (3e cycle consécutif)'],
  [11, 'A (11th cycle in a row)', 'A (11e cycle consécutif)'],
  [21, 'A (21st cycle in a row)', 'A (21e cycle consécutif)'],
  [112, 'A (112th cycle in a row)', 'A (112e cycle consécutif)'],
])('the streak of %d is said', (cycles, en, fr) => {
  const streaks = [{ id: 'a', title: 'A', cycles, since: 1 }];
  expect(said('blocked', [finding('a')], streaks)).toBe(`BLOCKED - ${en}`);
  expect(said('blocked', [finding('a')], streaks, 'fr')).toBe(`BLOCAGE CRITIQUE - ${fr}`);
});
