import { expect, it } from 'vitest';
import { readOrder, readReply, readTask } from './schema.ts';

const task = {
  deed: { kind: 'get', path: '/health' },
  load: { kind: 'closed', users: 8, thinkMs: 0 },
  durationMs: 1_000,
  warmUpMs: 0,
  timeoutMs: 1_000,
  connections: 100,
  seed: 1,
  speech: 'en',
  objectives: [{ id: 'p95', kind: 'percentile', timing: 'latency', percent: 95, limit: 300 }],
};

it('reads a task', () => {
  expect(readTask(task)).toEqual(task);
});

it.each<[string, unknown]>([
  ['where the stack is', { ...task, url: 'http://elsewhere.example' }],
  ['a key', { ...task, apiKeyEnv: 'HOME' }],
  ['a path beyond the stack', { ...task, deed: { kind: 'get', path: '//elsewhere.example/' } }],
  ['a path with more than a path', { ...task, deed: { kind: 'get', path: '/a\r\nHost: b' } }],
  ['a deed nobody knows', { ...task, deed: { kind: 'sh', path: '/bin/true' } }],
  ['a load that runs away', { ...task, load: { kind: 'open', perSecond: 1e9, arrivals: 'constant' } }],
  ['no end', { ...task, durationMs: 1e12 }],
  ['an hour to wait', { ...task, timeoutMs: 3_600_000 }],
  ['somebody else’s prototype', JSON.parse(`{"__proto__":{"a":1},${JSON.stringify(task).slice(1)}`)],
  ['nothing', undefined],
  ['a list', [task]],
])('reads no task with %s', (_, value) => {
  expect(readTask(value)).toBeUndefined();
});

it.each<[string, unknown]>([
  ['a share beyond its load', { kind: 'load', load: 1, of: task.load, shares: { a: { index: 8, of: 8 } } }],
  ['a command', { kind: 'go', load: 1, command: 'true' }],
  ['a load that is no number', { kind: 'stop', load: '1' }],
  ['a word nobody knows', { kind: 'restart' }],
])('reads no order with %s', (_, value) => {
  expect(readOrder(value)).toBeUndefined();
});

const counts = { answered: 1, good: 1, continuous: 1, failed: {}, abandoned: 0, queued: 0 };
const reported = (report: object) => ({
  kind: 'report',
  load: 1,
  report: { kind: 'done', counts, measuredMs: 1, ownDelay: null, bucketsUs: {}, ...report },
});

it('reads a report', () => {
  expect(readReply(reported({ bucketsUs: { latency: [[1, 2]] } }))).toBeDefined();
});

it.each<[string, object]>([
  ['less than nothing', { counts: { ...counts, answered: -1 } }],
  ['a time that is none', { bucketsUs: { latency: [[0, 1]] } }],
  ['parts of samples', { bucketsUs: { latency: [[5, 0.5]] } }],
  ['more buckets than a histogram has', { bucketsUs: { latency: Array(50_001).fill([1, 1]) } }],
  ['a timing that nobody takes', { bucketsUs: { __proto__: null, wisdom: [[1, 1]] } }],
  ['an essay', { counts: { ...counts, failed: { ['x'.repeat(201)]: 1 } } }],
])('reads no report of %s', (_, report) => {
  expect(readReply(reported(report))).toBeUndefined();
});

it('counts no failure under a name that is none', () => {
  const failed = JSON.parse('{"__proto__":{"polluted":1}}');
  expect(readReply(reported({ counts: { ...counts, failed } }))).toEqual(reported({}));
  expect({}).not.toHaveProperty('polluted');
});
