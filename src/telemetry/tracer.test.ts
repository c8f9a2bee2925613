import { expect, it } from 'vitest';
import type { Answer } from '../domain/stack.ts';
import { byName, countingRecorder } from './recorder.fixture.ts';
import { createTracer } from './tracer.ts';

const probe = { id: 'llm', title: { en: 'LLM latency', fr: 'Latence' }, phase: 'load' };

const answered: Answer<string> = {
  ...{ kind: 'answered', value: 'My answer.', status: 200, wallMs: 3, firstByteMs: 2, raw: 'My answer.' },
};
const silent: Answer<string> = {
  ...{ kind: 'failed', wallMs: 9, raw: '' },
  failure: { kind: 'unreachable', how: 'timeout', detail: 'My prompt?' },
};

it('has each sample be part of its probe, and what it asks part of the sample', async () => {
  const recorder = countingRecorder();
  const tracer = createTracer(recorder);
  const account = tracer.probe(probe);
  const outcomes = await account.within(async () => [
    await tracer.sample({ kind: 'cold', number: 0 }, async () => {
      recorder.begin('request').end();
      return answered;
    }),
    await tracer.sample({ kind: 'warm', number: 1 }, async () => silent),
  ]);
  account.end({ kind: 'observed', readings: {}, raw: [], startedAt: '', durationMs: 5, waitedMs: 2 });
  const { spans } = recorder.take();
  const named = byName(spans);
  expect(outcomes).toEqual([answered, silent]);
  expect(named('request').parentName).toBe('cold sample');
  expect(named('warm sample')).toMatchObject({
    ...{ parentName: 'probe llm', error: 'timeout' },
    attributes: { 'ralph.sample.kind': 'warm', 'ralph.sample.number': 1, 'error.type': 'timeout' },
  });
  expect(named('probe llm').attributes).toEqual({
    'ralph.probe.id': 'llm',
    'ralph.probe.title': 'LLM latency',
    'ralph.probe.phase': 'load',
    'ralph.probe.outcome': 'observed',
    'ralph.probe.waited_ms': 2,
  });
  expect(JSON.stringify(spans)).not.toMatch(/My (answer|prompt)/);
});

it('tells a probe that broke apart from one that could not be asked', () => {
  const recorder = countingRecorder();
  const tracer = createTracer(recorder);
  tracer.probe(probe).end({ kind: 'errored', message: 'x is not a function' });
  tracer.probe(probe).end({ kind: 'unavailable', reason: 'no GPU' });
  const [broke, could] = recorder.take().spans;
  expect(broke).toMatchObject({ error: 'x is not a function' });
  expect(could?.attributes).toMatchObject({
    'ralph.probe.outcome': 'unavailable',
    'ralph.probe.reason': 'no GPU',
  });
  expect(could).not.toHaveProperty('error');
});

it('works out what was put off when the probe is over, and not before', () => {
  const recorder = countingRecorder();
  const account = createTracer(recorder).probe(probe);
  let done = 0;
  recorder.begin('request').tellLater(() => ({ done: ++done }));
  expect(done).toBe(0);
  account.end({ kind: 'unavailable', reason: '' });
  expect(done).toBe(1);
});

it('hands on an interruption', async () => {
  const recorder = countingRecorder();
  const asking = createTracer(recorder).sample({ kind: 'cold', number: 0 }, () =>
    Promise.reject(new Error('stop')),
  );
  await expect(asking).rejects.toThrow('stop');
  expect(recorder.take().spans).toMatchObject([{ error: 'interrupted' }]);
});
