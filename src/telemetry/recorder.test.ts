import { expect, it } from 'vitest';
import { byName, countingRecorder } from './recorder.fixture.ts';

it('makes a span part of the one within which it begins, however much later, and of one trace', async () => {
  const recorder = countingRecorder();
  const root = recorder.begin('root');
  recorder.under(root);
  const [one, two] = [recorder.begin('one'), recorder.begin('two')];
  let goOn = (): void => {};
  const later = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const asking = [one, two].map((span) =>
    recorder.within(span, async () => {
      await later;
      recorder.begin(`within ${span === one ? 'one' : 'two'}`).end();
    }),
  );
  goOn();
  await Promise.all(asking);
  const { spans } = recorder.take('all');
  const named = byName(spans);
  expect(['one', 'within one', 'within two'].map((name) => named(name).parentName)).toEqual([
    'root',
    'one',
    'two',
  ]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(named('root').parent).toBeUndefined();
});

it('stamps a span when it begins and when it ends, and by the clock of the wall once alone', () => {
  const recorder = countingRecorder();
  const span = recorder.begin('span');
  span.end();
  span.end('too late to be wrong');
  const [kept] = recorder.take().spans;
  expect(kept).toMatchObject({ startMs: 1_000_001, endMs: 1_000_002 });
  expect(kept).not.toHaveProperty('error');
});

it('does what was put off when it is told to, and survives what cannot be worked out', () => {
  const recorder = countingRecorder();
  const span = recorder.begin('span', { attributes: { a: 1, b: 2 } });
  let done = 0;
  span.tellLater(() => {
    throw new Error('an answer like no other');
  });
  span.tellLater(() => ({ a: undefined, b: null, c: ++done }));
  span.end();
  expect(done).toBe(0);
  recorder.settle();
  recorder.settle();
  const [kept] = recorder.take().spans;
  // What is not known says nothing against what was.
  expect(kept?.attributes).toEqual({ a: 1, b: 2, c: 1 });
});

it('takes what is over, once; what goes on is told as cut short where all is taken', () => {
  const recorder = countingRecorder();
  recorder.begin('goes on');
  recorder.begin('over').end();
  expect(recorder.take().spans.map(({ name }) => name)).toEqual(['over']);
  expect(recorder.take('all').spans).toMatchObject([{ name: 'goes on', error: 'interrupted' }]);
  expect(recorder.take('all').spans).toEqual([]);
});

it('keeps no more than it may, says how many there were, and names those too to whom it asks', () => {
  const recorder = countingRecorder(2);
  const names = ['a', 'b', 'c', 'd'].map((name) => {
    const span = recorder.begin(name);
    span.end();
    return span.traceparent;
  });
  expect(new Set(names).size).toBe(4);
  expect(recorder.take()).toMatchObject({ spans: [{ name: 'a' }, { name: 'b' }], dropped: 2 });
  expect(recorder.take().dropped).toBe(0);
});
