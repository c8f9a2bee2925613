import { describe, expect, it } from 'vitest';
import type { DrawnMetric } from '../../domain/metric.ts';
import type { Reading } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';
import { seededRandom } from '../../statistics/random.ts';
import { type Host, hosts, memberOf, membersOf } from './hosts.fixture.ts';
import { outliersOf } from './outliers.ts';
import { peersOf, type Reviewed, reviewedOf } from './peers.ts';

const MS: DrawnMetric = {
  ...{ kind: 'number', title: same('TTS'), unit: 'ms', better: 'lower', floor: 15 },
};

const healthy = memberOf({ name: 'a' }) as Reviewed;

const time = (ms: number): Reading => ({
  ...{ value: ms, shown: same(`${ms} ms`), shape: { n: 10, level: Math.log(ms), tail: null } },
});

const count = (value: number): Reading => ({ value, shown: same(String(value)) });

/** Stacks of one testbed with this reading each. */
const peersWith = (readings: readonly Reading[], id = 'x.ms'): Reviewed[] =>
  readings.map((reading, index) => ({
    ...{ ...healthy, name: `s${index}` },
    record: { ...healthy.record, readings: { [id]: reading } },
  }));

const found = (peers: readonly Reviewed[], metric: DrawnMetric = MS, tolerancePct = 10) =>
  [...outliersOf([peers], { metrics: [['x.ms', metric]], tolerancePct, lang: 'en' })].map(([name, of]) => [
    name,
    of[0]?.shown,
    of[0]?.peersShown,
    of[0]?.peers,
  ]);

const around = (ms: number, length: number): Reading[] =>
  Array.from({ length }, (_, index) => time(ms * (1 + ((index * 7) % 11) / 200)));

describe('a figure stands apart', () => {
  it('where it is worse than those of its peers, not where it is better', () => {
    expect(found(peersWith([...around(200, 20), time(500)]))).toEqual([['s20', '500 ms', '205 ms', 20]]);
    expect(found(peersWith([...around(200, 20), time(20)]))).toEqual([]);
    expect(found(peersWith([...around(200, 20), time(20)]), { ...MS, better: 'higher' })).toEqual([
      ['s20', '20 ms', '205 ms', 20],
    ]);
    expect(found(peersWith([...around(200, 20), time(500)]), { ...MS, better: 'neither' })).toEqual([]);
  });

  it('not below its tolerance or its floor, however alike the others are', () => {
    const alike = Array.from({ length: 60 }, () => time(200));
    expect(found(peersWith([...alike, time(260)]))).toEqual([['s60', '260 ms', '200 ms', 60]]);
    expect(found(peersWith([...alike, time(260)]), MS, 50)).toEqual([]);
    expect(found(peersWith([...alike, time(260)]), { ...MS, floor: 100 })).toEqual([]);
  });

  it('not among too few, and not where the others lie as far apart', () => {
    expect(found(peersWith([...around(200, 6), time(9000)]))).toEqual([]);
    const wide = Array.from({ length: 20 }, (_, index) => time(100 * 1.2 ** index));
    expect(found(peersWith([...wide, time(100 * 1.2 ** 22)]))).toEqual([]);
  });

  it('also a count, of which there is no logarithm', () => {
    const metric: DrawnMetric = { ...MS, unit: 'count', floor: 1 };
    const zeros = Array.from({ length: 30 }, () => count(0));
    expect(found(peersWith([...zeros, count(12)]), metric)).toEqual([['s30', '12', '0', 30]]);
    expect(found(peersWith([...zeros, count(1)]), metric)).toEqual([]);
    expect(found(peersWith(zeros), metric)).toEqual([]);
  });

  it('beside another that is much farther out', () => {
    const metric: DrawnMetric = { ...MS, unit: 'count', floor: 1 };
    const alike = Array.from({ length: 30 }, (_, index) => count(100 + (index % 3)));
    expect(found(peersWith([...alike, count(500), count(100_000)]), metric)).toEqual([
      ['s31', '100000', '101', 31],
      ['s30', '500', '101', 31],
    ]);
  });

  it('only from figures of the same kind of work', () => {
    const spoken = (reading: Reading): Reading => ({ ...reading, of: same('spoken') });
    const typed = (reading: Reading): Reading => ({ ...reading, of: same('typed') });
    const peers = peersWith([...around(100, 20).map(typed), ...around(900, 20).map(spoken)]);
    expect(found(peers)).toEqual([]);
    expect(found(peersWith([...around(100, 20).map(typed), typed(time(900))]))).toHaveLength(1);
  });
});

const LIMITS = { tolerancePct: 0, lang: 'en' } as const;

it('is what chance brings in one fleet of a hundred at most, all figures together', () => {
  const metrics = Array.from({ length: 6 }, (_, index) => [`x.m${index}`, { ...MS, floor: 0 }] as const);
  const random = seededRandom(5);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const fleets = Array.from({ length: 400 }, () => {
    const peers = Array.from({ length: 16 }, (_, index) => ({
      ...{ ...healthy, name: `s${index}` },
      record: {
        ...healthy.record,
        readings: Object.fromEntries(metrics.map(([id]) => [id, time(200 * Math.exp(0.2 * normal()))])),
      },
    }));
    return outliersOf([peers], { metrics, ...LIMITS }).size > 0;
  });
  expect(fleets.filter(Boolean).length).toBeLessThanOrEqual(4);
});

describe('peers', () => {
  const groupsOf = (of: readonly Host[]) =>
    peersOf(reviewedOf(membersOf(of))).map((group) => group.map(({ name }) => name));

  it('are the stacks of one testbed, whatever their names, labels and commits', () => {
    expect(
      groupsOf([
        { name: 'a' },
        { name: 'b', labels: { pool: 'eu' }, commit: 'fff0000' },
        { name: 'c', driver: '560' },
        { name: 'd', lost: 'silent' },
        { name: 'e', says: 'openai' },
      ]),
    ).toEqual([['a', 'b'], ['c'], ['e']]);
  });

  it('never those of which a part is unknown with those of which it is known', () => {
    const members = reviewedOf(membersOf(hosts(2)));
    const [a, b] = members;
    if (!a || !b) throw new Error('no members');
    const unknown = { ...b, record: { ...b.record, testbed: { ...b.record.testbed, driver: null } } };
    expect(peersOf([a, unknown])).toHaveLength(2);
  });
});

it('leaves out what a finding of the stack says already', () => {
  const speechless = hosts(20, (index) => (index === 3 ? { wrong: 'mute' as const } : {}));
  const told = membersOf(speechless);
  const metrics: readonly [string, DrawnMetric][] = [
    ['turn.spoken_pct', { ...MS, title: same('spoken'), unit: '%', better: 'higher', floor: 1 }],
  ];
  const groups = peersOf(reviewedOf(told));
  expect(outliersOf(groups, { metrics, tolerancePct: 10, lang: 'en' }).size).toBe(0);
  const untold = groups.map((group) =>
    group.map((member) => ({ ...member, review: { ...member.review, blockers: [], warnings: [] } })),
  );
  expect([...outliersOf(untold, { metrics, tolerancePct: 10, lang: 'en' }).keys()]).toEqual(['gpu-004']);
});
