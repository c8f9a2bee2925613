import type { Portrait } from '../domain/portrait.ts';
import { same } from '../domain/text.ts';
import type { Trend } from '../domain/trend.ts';

/** Two seconds of a tone, 8 bits at 8 kHz, as a RIFF/WAVE file. */
const tone = (): string => {
  const samples = Buffer.from(
    Array.from(
      { length: 16_000 },
      (_, at) => 128 + Math.round(60 * Math.sin((2 * Math.PI * 440 * at) / 8_000)),
    ),
  );
  const head = Buffer.from(
    'RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data....',
    'latin1',
  );
  head.writeUInt32LE(36 + samples.length, 4);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]).toString('base64');
};

const trendOver = (count: number, said: string): Trend => {
  const cycles = Array.from({ length: count }, (_, index) => ({
    cycle: index + 1,
    reviewedAt: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
    commit: `c${index}abcdef`,
    file: `${index}.json`,
    origin: 'measured' as const,
    verdict: 'ok' as const,
    score: { points: 9, max: 10, percent: 90 },
    blockers: [],
  }));
  const middle = Math.floor(count / 2);
  const at = { cycle: middle + 1, reviewedAt: cycles[middle]?.reviewedAt ?? '', commit: said };
  const values = cycles.map((_, index) =>
    index === 2 ? null : (index < middle ? 200 : 260) + 9 * Math.sin(7 * index),
  );
  return {
    target: said,
    cycles,
    lines: [
      {
        ...{ id: 'llm.e2el_ms', title: same(said), unit: 'ms', values, newest: same(said) },
        steps: [{ at, before: 200, after: 260, deltaPct: 30, kind: 'worse' }],
      },
      {
        id: 'score',
        title: same(said),
        unit: '%',
        values: values.map(() => 90),
        newest: same(said),
        steps: [],
      },
      {
        ...{ id: 'tests.state', title: same(said), unit: 'state', newest: same(said) },
        values: cycles.map((_, index) => (index < middle ? 0 : 1)),
        steps: [{ at, before: said, after: said, deltaPct: null, kind: 'worse' }],
      },
    ],
    ...{ testbed: [], stands: [], flaky: [] },
  };
};

/** All that can lie behind a review, with `said` wherever a stack, a command or a person could have said it. */
export const portraitSaying = (said: string, cycles = 40): Portrait => ({
  figures: [
    {
      ...{ metric: 'llm.e2el_ms', title: same(said), unit: 'ms', median: 210, objective: 500 },
      samples: [180, 190, 205, 210, 216, 240, 420],
    },
    {
      ...{ metric: 'tts.rtf', title: same(said), unit: 'ratio', median: 0.5, objective: null },
      samples: Array.from({ length: 200 }, (_, index) => 0.5 + 0.2 * Math.sin(index)),
    },
  ],
  turns: [
    {
      title: same(said),
      among: 3,
      stretches: [
        { name: same(said), startMs: 0, endMs: 120 },
        { name: same(said), startMs: 120, endMs: 180, isUnexplained: true },
        { name: same(said), startMs: 180, endMs: 900 },
      ],
      moments: [{ atMs: 420, name: same(said) }],
    },
  ],
  cards: {
    cards: [0, 1].map((card) => ({
      name: said,
      memoryTotalMib: 24_576,
      points: Array.from({ length: 120 }, (_, index) => ({
        atMs: index * 200,
        utilisationPct: index % 40 < 20 ? 80 - 10 * card : 3,
        memoryUsedMib: index === 5 ? null : 8_000 + 20 * index,
      })),
    })),
    windows: [
      { probe: 'llm', title: same(said), startMs: 0, endMs: 4_000 },
      { probe: 'tts', title: same(said), startMs: 8_000, endMs: 12_000 },
    ],
  },
  memory: {
    points: [
      { probe: null, mib: 800 },
      { probe: said, mib: 900 },
      { probe: 'llm', mib: 910 },
    ],
  },
  sounds: [
    {
      ...{ title: same(said), said, type: 'audio/wav', bytes: tone(), durationS: 2, isCut: true },
      peaks: Array.from({ length: 100 }, (_, index) => Math.abs(Math.sin(index / 9))),
    },
  ],
  trend: trendOver(cycles, said),
});
