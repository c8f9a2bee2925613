import { expect, it } from 'vitest';
import type { Sample } from '../domain/sample.ts';
import type { Failure } from '../domain/stack.ts';
import { isEnough } from './sampling.ts';

const rule = { least: 6, most: 20, longestMs: 30_000 };
const failure: Failure = { kind: 'rejected', status: 500, detail: '', retryAfterMs: null };

/** Answers after 500 ± `spread` ms, and then so many failures. */
const samples = (answers: number, spread: number, failures = 0): Sample<string>[] => [
  ...Array.from({ length: answers }, (_, i) => ({ wallMs: 500 + (i % 2 ? spread : -spread), reply: 'a' })),
  ...Array.from({ length: failures }, () => ({ wallMs: 1, failure })),
];

it('wants the fewest, then a median within five percent or five ms', () => {
  expect(isEnough(samples(5, 0), 0, rule)).toBe(false);
  expect(isEnough(samples(6, 25), 0, rule)).toBe(true);
  expect(isEnough(samples(6, 26), 0, rule)).toBe(false);
  const quick = Array.from({ length: 6 }, (_, i) => ({ wallMs: i % 2 ? 1 : 9, reply: 'a' }));
  expect(isEnough(quick, 0, rule)).toBe(true);
});

it('ends at the most, failures among them', () => {
  expect(isEnough(samples(19, 200), 0, rule)).toBe(false);
  expect(isEnough(samples(20, 200), 0, rule)).toBe(true);
  expect(isEnough(samples(3, 200, 17), 0, rule)).toBe(true);
});

it('ends when it takes too long, not before the fewest', () => {
  expect(isEnough(samples(6, 200), 30_000, rule)).toBe(true);
  expect(isEnough(samples(6, 200), 29_999, rule)).toBe(false);
  expect(isEnough(samples(5, 200), 90_000, rule)).toBe(false);
});

it('ends at the fewest where nothing was answered, and goes on where something was', () => {
  expect(isEnough(samples(0, 0, 6), 0, rule)).toBe(true);
  expect(isEnough(samples(1, 0, 6), 0, rule)).toBe(false);
});

it('is never enough below six answers, which have no interval, unless that is all that is wanted', () => {
  expect(isEnough(samples(5, 0), 0, { ...rule, least: 3 })).toBe(false);
  expect(isEnough(samples(3, 0), 0, { ...rule, least: 3, most: 3 })).toBe(true);
});
