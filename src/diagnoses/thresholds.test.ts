import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Diagnosis } from '../domain/finding.ts';
import {
  answer,
  backend,
  chat,
  clip,
  evidenceWith,
  healthy,
  instrument,
  memory,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { stream, words } from '../pipeline/stream-evidence.fixture.ts';
import { diagnoses } from './index.ts';

const known: readonly Diagnosis[] = diagnoses;

/** Whether the story is told of these readings. */
const raised = (id: string, readings: Readonly<Record<string, unknown>>): boolean =>
  known.find((each) => each.id === id)?.detect(factsOf(evidenceWith(readings), rules.probes)) !== undefined;

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('memory-grows', () => {
  const asked = { tts: series(...times(5, clip(9))), turn: series(...times(3, turn(9))) };
  const grows = (...held: Parameters<typeof memory>) =>
    raised('memory-grows', { ...asked, memory: memory(...held) });

  test('by as much as each request leaves behind, and not before it is more than a heap breathes', () => {
    expect(grows(100, ['llm', 100], ['tts', 148], ['turn', 180])).toBe(true);
    expect(grows(100, ['llm', 100], ['tts', 138], ['turn', 163])).toBe(false);
  });

  test('not by what the first series loads, nor by a model that the second loads', () => {
    expect(grows(100, ['llm', 4000], ['tts', 4005], ['turn', 4010])).toBe(false);
    expect(grows(100, ['llm', 100], ['tts', 2100], ['turn', 2105])).toBe(false);
  });

  test('not where it was given back, nor where one series alone was watched', () => {
    expect(grows(100, ['llm', 100], ['tts', 400], ['turn', 300])).toBe(false);
    expect(grows(100, ['llm', 100], ['tts', 400])).toBe(false);
    expect(grows(100)).toBe(false);
  });

  test('a series that nobody counted, or of one request, decides nothing', () => {
    expect(grows(100, ['llm', 100], ['tts', 148], ['turn', 180], ['websocket', 180])).toBe(true);
    expect(raised('memory-grows', { memory: memory(100, ['llm', 100], ['tts', 300], ['turn', 500]) })).toBe(
      false,
    );
  });
});

describe('latency-understated', () => {
  const understated = (wallMs: number, reportedMs: number | null, spoken = false, count = 3) =>
    raised('latency-understated', { llm: chat(...times(count, answer(wallMs, { reportedMs, spoken }))) });

  test.each([
    [600, 3, true],
    [600, 249, true],
    [600, 250, false],
    [201, 3, true],
    [200, 3, false],
    [600, null, false],
  ])('%s ms by the clock, %s ms by its own word: %s', (wallMs, reportedMs, expected) => {
    expect(understated(wallMs, reportedMs)).toBe(expected);
  });

  test('not by two answers, nor by those that were spoken as well', () => {
    expect(understated(600, 3, false, 2)).toBe(false);
    expect(understated(600, 3, true)).toBe(false);
  });
});

describe('instrument-late', () => {
  const late = (errorMs: number, wallMs?: number) =>
    raised('instrument-late', {
      instrument: instrument(errorMs),
      ...(wallMs === undefined ? {} : { llm: chat(answer(wallMs)) }),
    });

  test('from a tenth of the smallest latency that is scored, and from 5 ms whatever that is', () => {
    expect([late(2.9, 30), late(3.1, 30)]).toEqual([false, true]);
    expect([late(4.9, 900), late(5.1, 900)]).toEqual([false, true]);
    expect([late(4.9), late(5.1)]).toEqual([false, true]);
  });

  test('too early as well as too late, and never by less than a millisecond', () => {
    expect([late(-5.1, 900), late(-4.9, 900)]).toEqual([true, false]);
    expect([late(0.9, 2), late(1.1, 2)]).toEqual([false, true]);
  });
});

describe('cache-unannounced', () => {
  const hidden = (newMs: number, ...repeated: Parameters<typeof answer>[]) =>
    raised('cache-unannounced', {
      llm: { ...chat(answer(newMs)), repeated: repeated.map((given) => answer(...given)) },
    });
  const same = { text: 'Un chat gris' };

  test.each([
    ['the same words in no time', 700, 5, 5, same, true],
    ['the same words, from a model that is quicker on what it knows', 700, 300, 300, same, false],
    ['the same words in no time, as new ones come too', 100, 5, 5, same, false],
    ['the same words in no time, and said to be cached', 700, 5, 5, { ...same, cached: true }, false],
    ['words of their own', 700, 5, 6, {}, false],
    ['words that were not kept', 700, 5, 5, { text: null }, false],
  ])('%s', (_, newMs, first, second, reply, expected) => {
    expect(hidden(newMs, [first, reply], [second, reply])).toBe(expected);
  });

  test('not by one answer', () => expect(hidden(700, [5, same])).toBe(false));
});

describe('cold-start', () => {
  test.each([
    [1200, 100, true],
    [1099, 100, false],
    [2000, 401, false],
    [2000, 400, true],
  ])('%s ms at first, then %s ms: %s', (coldMs, warmMs, expected) => {
    const llm = { unique: { ...series(answer(warmMs)), cold: answer(coldMs) }, repeated: [] };
    expect(raised('cold-start', { llm })).toBe(expected);
    expect(raised('cold-start', { tts: { ...series(clip(warmMs)), cold: clip(coldMs) } })).toBe(expected);
  });
});

describe('health-slow and request-overhead', () => {
  const told = (wallMs: number, identityMs?: number, pingMs?: number, againMs?: number) => {
    const health = { ...backend().health, wallMs, ...(againMs && { againMs }) };
    const readings = {
      backend: { ...backend(), health, ...(identityMs && { identityMs }) },
      ...(pingMs && { websocket: { ...healthy.websocket, ping: { ms: pingMs } } }),
    };
    return ['health-slow', 'request-overhead'].filter((id) => raised(id, readings));
  };

  test.each<[string, Parameters<typeof told>, string[]]>([
    ['health alone is slow', [1500, 3, 2], ['health-slow']],
    ['health alone was slow, and only once', [1500, 3, 2, 40], []],
    ['every route is slow, and the way there is not', [600, 610, 5], ['request-overhead']],
    ['every route takes a while, the way there too', [220, 210, 150], []],
    ['nobody knows how long the way is', [220, 210], []],
    ['all is quick', [99, 99, 1], []],
  ])('%s', (_, given, expected) => expect(told(...given)).toEqual(expected));
});

test.each([
  [650, 150, true],
  [640, 150, false],
  [150, 650, false],
])('stream-late: first word after %s ms, a whole answer after %s ms: %s', (firstMs, wholeMs, expected) => {
  const socket = { ...healthy.websocket, turn: { ...healthy.websocket.turn, ms: firstMs } };
  expect(raised('stream-late', { llm: chat(answer(wholeMs)), websocket: socket })).toBe(expected);
});

describe('stream-fake', () => {
  const fake = (readings: Readonly<Record<string, unknown>>) => raised('stream-fake', readings);

  test.each([
    ['one piece', [stream(700), stream(800)], true],
    ['all in the last tenth', [stream(270, 290, 300), stream(360, 400)], true],
    ['a little sooner', [stream(269, 300), stream(360, 400)], false],
    ['one of them in time', [stream(700), stream(800), stream(100, 800)], false],
    ['too quick to matter', [stream(299), stream(299)], false],
    ['one alone', [stream(700)], false],
  ])('speech: %s', (_, samples, expected) => {
    expect(fake({ tts_stream: series(...samples) })).toBe(expected);
  });

  test.each([
    ['all in the last tenth', [words(270, 290, 300), words(540, 600)], true],
    ['a little sooner', [words(269, 300), words(540, 600)], false],
    ['too quick to matter', [words(290, 299), words(290, 299)], false],
    ['one alone', [words(290, 300)], false],
  ])('words: %s', (_, samples, expected) => {
    expect(fake({ llm_stream: series(...samples) })).toBe(expected);
  });

  test('one route may pretend while the other does not', () => {
    const late = series(stream(700), stream(800));
    expect(fake({ llm_stream: healthy.llm_stream, tts_stream: late })).toBe(true);
  });
});
