import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import backendCriterion from '../criteria/backend.ts';
import type { Diagnosis } from '../domain/finding.ts';
import {
  answer,
  backend,
  chat,
  clip,
  evidenceWith,
  failing,
  gpu,
  gpuAs,
  healthy,
  host,
  instrument,
  memory,
  rejected,
  rule,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { stream, words } from '../pipeline/stream-evidence.fixture.ts';
import { heard, interrupted, socketTurns, transcripts } from '../pipeline/voice-evidence.fixture.ts';
import { diagnoses } from './index.ts';

const known: readonly Diagnosis[] = diagnoses;

/** Whether the story is told of these readings. */
const raised = (id: string, readings: Readonly<Record<string, unknown>>): boolean =>
  known.find((each) => each.id === id)?.detect(factsOf(evidenceWith(readings), rules.probes)) !== undefined;

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('memory-leak', () => {
  const asked = { tts: series(...times(5, clip(9))), turn: series(...times(3, turn(9))) };
  const grows = (...held: Parameters<typeof memory>) =>
    raised('memory-leak', { ...asked, memory: memory(...held) });

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
    expect(raised('memory-leak', { memory: memory(100, ['llm', 100], ['tts', 300], ['turn', 500]) })).toBe(
      false,
    );
  });
});

describe('self-reported-latency-lies', () => {
  const understated = (wallMs: number, reportedMs: number | null, spoken = false, count = 3) =>
    raised('self-reported-latency-lies', {
      llm: chat(...times(count, answer(wallMs, { reportedMs, spoken }))),
    });

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

describe('cache-masks-latency', () => {
  const hidden = (newMs: number, ...repeated: Parameters<typeof answer>[]) =>
    raised('cache-masks-latency', {
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

  test.each([
    ['where all else delays every answer alike', 250, 1, 460, 200, true],
    ['not without a saving', 250, 1, 460, 370, false],
    ['not by a quicker answer', 250, 70, 460, 200, false],
  ])('by its own account, %s', (_, reportedMs, again, newMs, againMs, expected) => {
    const repeated = [againMs, againMs].map((ms) => answer(ms, { ...same, reportedMs: again }));
    const asked = { ...chat(answer(newMs, { reportedMs })), repeated };
    expect(raised('cache-masks-latency', { llm: asked })).toBe(expected);
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

describe('fake-streaming', () => {
  const fake = (readings: Readonly<Record<string, unknown>>) => raised('fake-streaming', readings);

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

  test.each([
    [
      'all in the last tenth',
      [
        [270, 290, 300],
        [540, 600],
      ],
      true,
    ],
    ['several words in one token', [[400], [400]], false],
    [
      'one of them in time',
      [
        [270, 290, 300],
        [100, 600],
      ],
      false,
    ],
    [
      'too quick to matter',
      [
        [290, 299],
        [290, 299],
      ],
      false,
    ],
  ])('tokens over the socket: %s', (_, turns, expected) => {
    expect(fake({ websocket: socketTurns(...turns) })).toBe(expected);
  });
});

describe('stt-inaccurate and stt-silent', () => {
  const told = (...samples: Parameters<typeof transcripts>) =>
    ['stt-inaccurate', 'stt-silent'].filter((id) => raised(id, { stt: transcripts(...samples) }));

  test.each([
    [
      'one word in ten, and no more',
      [heard(2), heard(1, { errors: { words: 12, substitutions: 1, deletions: 0, insertions: 0 } })],
      [],
    ],
    ['more than one word in ten', [heard(2), heard(2)], ['stt-inaccurate']],
    [
      'made-up words count as well',
      [heard(0), heard(0, { errors: { words: 18, substitutions: 0, deletions: 0, insertions: 5 } })],
      ['stt-inaccurate'],
    ],
    ['too few words to say', [heard(9)], []],
    ['nothing at all', [heard(18), heard(18)], ['stt-silent']],
    [
      'the same for all',
      [heard(2, { heard: 'Thank you.' }), heard(2, { heard: 'Thank you.' })],
      ['stt-silent'],
    ],
    ['failures only', [failing(rejected(503)), failing(rejected(503))], ['stt-silent']],
    ['a failure among what was understood', [heard(0), heard(0), failing(rejected(503))], []],
  ] as const)('%s', (_, samples, expected) => expect(told(...samples)).toEqual(expected));

  test('a transcriber that the target requires and that does not work explains the backend', () => {
    const readings = { backend: backend({ whisper: true }), stt: transcripts(failing(rejected(404))) };
    const evidence = evidenceWith(readings, { target: { requires: ['stt'] } });
    const story = known.find(({ id }) => id === 'stt-silent')?.detect(factsOf(evidence, rules.probes));
    expect(story?.explains).toEqual(['backend']);
    expect(rule(backendCriterion, readings, { requires: ['stt'] })).toMatchObject({
      points: 0,
      value: { en: 'stt DOWN' },
    });
    expect(
      rule(backendCriterion, { ...readings, stt: transcripts(heard(0)) }, { requires: ['stt'] }),
    ).toMatchObject({
      points: 10,
      comment: { en: 'proven by use: stt' },
    });
  });
});

describe('barge-in', () => {
  const sound = (ms: number) => ({ kind: 'audio' as const, ms });
  const ack = (ms: number) => ({ kind: 'interrupted' as const, ms });
  const told = (...after: Parameters<typeof interrupted>) =>
    ['barge-in-ignored', 'barge-in-slow'].filter((id) => raised(id, { voice_socket: interrupted(...after) }));

  test.each([
    ['heeded at once', [[ack(20)], [sound(10), ack(20)]], []],
    ['heeded after half a second', [[ack(500)], [sound(500), ack(500)]], []],
    [
      'heeded late',
      [
        [sound(600), ack(610)],
        [sound(600), ack(610)],
      ],
      ['barge-in-slow'],
    ],
    ['confirmed late, though silent', [[ack(900)]], ['barge-in-slow']],
    ['ignored once in two', [[sound(2000)], [ack(20)]], ['barge-in-ignored']],
    ['ignored once in three', [[sound(2000)], [ack(20)], [ack(20)]], []],
    ['never tried', [], []],
  ])('%s', (_, after, expected) => expect(told(...after)).toEqual(expected));
});

describe('noisy-machine', () => {
  const lag = (p99Ms: number, n = 500) => ({ lag: { n, p50Ms: 0.1, p99Ms, maxMs: 90 } });

  test.each([
    ['others take a quarter', { otherPct: 25 }, false],
    ['others take more', { otherPct: 25.1 }, true],
    ['nobody knows what others take', { otherPct: null, busyPct: 100 }, false],
    ['the stack itself fills the machine', { otherPct: 3, stackPct: 95, busyPct: 100 }, false],
    ['ralph is late by 20 ms', lag(20), false],
    ['ralph is later', lag(20.1), true],
    ['ralph is late, and waited too briefly for that to say much', lag(400, 99), false],
    ['ralph waited for nothing', { lag: null }, false],
  ])('%s', (_, window, expected) => {
    const readings = { host: host({ probe: 'llm' }, { probe: 'tts', ...window }) };
    expect(raised('noisy-machine', readings)).toBe(expected);
  });
});

describe('throttled-gpu', () => {
  /** A card that is held back from 1000 ms to 2000 ms of a load of 4000 ms, and answers of that length at those times. */
  const throttled = (limits: number, ...asked: readonly (readonly [atMs: number, wallMs: number])[]) => {
    const samples = times(21, 0).map((_, place) => ({
      ...{ atMs: 200 * place, index: 0, utilisationPct: 90, memoryUsedMib: 1 },
      limits: place >= 5 && place < 10 ? limits : 0,
    }));
    const windows = [{ probe: 'tts', startMs: 0, endMs: 4000 }];
    return {
      gpu: gpuAs(gpu(90, 20_000), { samples, windows }),
      tts: series(...asked.map(([atMs, wallMs]) => ({ ...clip(wallMs), atMs }))),
    };
  };
  const quick = [0, 200, 400, 600, 2500, 2700, 3000].map((atMs) => [atMs, 100] as const);
  const slow = [1000, 1300, 1600].map((atMs) => [atMs, 300] as const);
  const slowLater = [2100, 2400, 3300].map((atMs) => [atMs, 300] as const);
  const told = (...given: Parameters<typeof throttled>) =>
    known
      .find(({ id }) => id === 'throttled-gpu')
      ?.detect(factsOf(evidenceWith(throttled(...given)), rules.probes));

  test('by heat, whatever the answers do; by nothing that is no slowdown', () => {
    expect(raised('throttled-gpu', throttled(0x48, ...quick))).toBe(true);
    expect(raised('throttled-gpu', throttled(0x80))).toBe(true);
    for (const none of [0x0, 0x1, 0x2, 0x5, 0x9, 0x10, 0x100])
      expect(raised('throttled-gpu', throttled(none, ...quick, ...slow))).toBe(false);
  });

  test('by the power limit only where slow answers come of it', () => {
    expect(raised('throttled-gpu', throttled(0x4, ...quick))).toBe(false);
    expect(raised('throttled-gpu', throttled(0x4, ...quick, ...slowLater))).toBe(false);
    expect(raised('throttled-gpu', throttled(0x4, ...quick, ...slow.slice(1)))).toBe(false);
    expect(raised('throttled-gpu', throttled(0x4, ...quick, ...slow))).toBe(true);
  });

  test('says how many slow answers lie in that time, and how many others', () => {
    const story = told(0x40, ...quick, ...slow, ...slowLater);
    expect(story?.evidence.map(({ en }) => en)).toEqual([
      '3 of the 6 slow answers (over 1.5 × the median of their series) lie in throttled time, against 0 of the 7 others',
    ]);
    expect(story?.title.en).toBe('The GPU was throttled for 24 % of the load: too hot (hardware)');
    expect(told(0x40, ...quick, ...slow)?.story.en).toContain('for the most part those given while');
    expect(told(0x40, ...quick, ...slowLater)?.story.en).toContain('something else slows them');
    expect(told(0x40, ...quick)?.story.en).toContain('No answer stands out');
  });

  test('not by a single sample, nor in evidence from before anybody asked', () => {
    const sample = { atMs: 1, index: 0, utilisationPct: 1, memoryUsedMib: 1 };
    const once = gpuAs(gpu(90, 20_000), { samples: [{ ...sample, limits: 0x40 }] });
    expect(raised('throttled-gpu', { gpu: once })).toBe(false);
    expect(raised('throttled-gpu', { gpu: gpu(90, 20_000) })).toBe(false);
  });
});

describe('gpu-of-others', () => {
  const serving = { port: 8000, pid: 5, program: 'python', relatives: [5, 6], strangers: [], hidden: false };
  const other = { pid: 9, name: 'blender', memoryMib: 5000 };
  const card = (utilisationPct: number, changed: Parameters<typeof gpuAs>[1]) => ({
    gpu: gpuAs(gpu(utilisationPct, 5222), { processes: [other], serving, ...changed }),
  });

  test.each([
    ['only others hold memory', card(40, {}), true],
    ['a worker of the stack holds some', card(40, { processes: [other, { ...other, pid: 6 }] }), false],
    ['the card rests', card(0.9, {}), false],
    ['nobody is listed', card(40, { processes: [] }), false],
    ['a process is of another container', card(40, { serving: { ...serving, strangers: [9] } }), false],
    ['nobody is seen to serve', card(40, { serving: null }), false],
    ['a proxy serves', card(40, { serving: { ...serving, hidden: true } }), false],
    ['the evidence is older', { gpu: gpu(40, 5222) }, false],
  ])('%s', (_, readings, expected) => {
    expect(raised('gpu-of-others', readings)).toBe(expected);
  });
});
