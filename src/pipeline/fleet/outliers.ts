import { figure } from '../../domain/figure.ts';
import type { Outlier } from '../../domain/fleet.ts';
import type { DrawnMetric } from '../../domain/metric.ts';
import type { Reading } from '../../domain/record.ts';
import { figuresIn, type Lang } from '../../domain/text.ts';
import { fenceOf, LEAST_VALUES } from '../../statistics/far-out.ts';
import { median } from '../../statistics/quantile.ts';
import type { Reviewed } from './peers.ts';

/** Chance alone calls any figure of a fleet an outlier in this share of reviews. */
const FALSE_CLAIMS = 0.01;

/** Hosts alike in all that is known differ by so much for no reason that anybody would mend, in logarithms. */
const LEAST_SPREAD = 0.02;

type Figure = Extract<DrawnMetric, { kind: 'number' }>;

/** One figure of one kind of work, of all stacks of one testbed that have it. */
interface Held {
  readonly id: string;
  readonly metric: Figure;
  readonly isLogarithm: boolean;
  readonly of: readonly { readonly name: string; readonly value: number }[];
}

export interface OutlierRules {
  readonly metrics: readonly (readonly [id: string, metric: DrawnMetric])[];
  readonly tolerancePct: number;
  readonly lang: Lang;
}

const kindOfWork = ({ of }: Reading): string => of?.en ?? '';

function heldIn(peers: readonly Reviewed[], id: string, metric: Figure): Held[] {
  const having = peers.flatMap(({ name, record }) => {
    const reading = record.readings[id];
    return typeof reading?.value === 'number' ? [{ name, reading, value: reading.value }] : [];
  });
  const kinds = new Set(having.map(({ reading }) => kindOfWork(reading)));
  return [...kinds].flatMap((kind) => {
    const alike = having.filter(({ reading }) => kindOfWork(reading) === kind);
    if (alike.length < LEAST_VALUES) return [];
    const isLogarithm = alike.every(({ reading }) => reading.shape);
    const of = alike.map(({ name, reading, value }) => ({
      name,
      value: isLogarithm ? (reading.shape?.level ?? 0) : value,
    }));
    return [{ id, metric, isLogarithm, of }];
  });
}

interface Found extends Outlier {
  readonly name: string;
  readonly deviations: number;
}

function foundIn({ id, metric, isLogarithm, of }: Held, tests: number, rules: OutlierRules): Found[] {
  const { tolerancePct, lang } = rules;
  const values = of.map(({ value }) => value);
  // The middle one: one stack that is far out must not make another look near.
  const height = median(values.map(Math.abs)) ?? 0;
  const leastSpread = isLogarithm
    ? LEAST_SPREAD
    : Math.max(metric.floor / 2, LEAST_SPREAD * height, Number.MIN_VALUE);
  const fence = fenceOf(values, { alpha: FALSE_CLAIMS, tests, leastSpread });
  if (!fence) return [];
  const back = (value: number): number => (isLogarithm ? Math.exp(value) : value);
  const middle = back(fence.middle);
  const shown = (value: number): string => figuresIn(figure(value, metric.unit), lang);
  return of.flatMap(({ name, value }) => {
    const deviations = ((value - fence.middle) / fence.spread) * (metric.better === 'higher' ? -1 : 1);
    const apart = Math.abs(back(value) - middle);
    const matters = apart > metric.floor && apart > (Math.abs(middle) * tolerancePct) / 100;
    if (!(deviations > fence.reach) || !matters) return [];
    const said = {
      metric: id,
      title: metric.title[lang],
      shown: shown(back(value)),
      peersShown: shown(middle),
    };
    return [{ ...said, peers: of.length - 1, name, deviations }];
  });
}

/** The probes whose figures a finding of the stack speaks of already. */
function toldOf({ review }: Reviewed): ReadonlySet<string> {
  const explained = new Set([...review.blockers, ...review.warnings].flatMap(({ explains }) => explains));
  return new Set(review.criteria.flatMap(({ id, probe }) => (explained.has(id) ? [probe] : [])));
}

const probeOf = (metric: string): string => metric.slice(0, metric.indexOf('.'));

/**
 * Figures that are worse than those of the stacks of the same testbed, by name of the stack, farthest first: by more than
 * tolerance and floor, and by more than chance explains, all figures of the fleet together ({@link fenceOf}). Left out is
 * what a finding of the stack says in other words.
 */
export function outliersOf(
  groups: readonly (readonly Reviewed[])[],
  rules: OutlierRules,
): ReadonlyMap<string, readonly Outlier[]> {
  const held = groups.flatMap((peers) =>
    rules.metrics.flatMap(([id, metric]) =>
      metric.kind === 'number' && metric.better !== 'neither' ? heldIn(peers, id, metric) : [],
    ),
  );
  const tests = held.reduce((sum, { of }) => sum + of.length, 0);
  const told = new Map(groups.flat().map((member) => [member.name, toldOf(member)]));
  const found = held
    .flatMap((each) => foundIn(each, tests, rules))
    .filter(({ name, metric }) => !told.get(name)?.has(probeOf(metric)))
    .sort((a, b) => b.deviations - a.deviations || (a.metric < b.metric ? -1 : 1));
  const byName = new Map<string, Outlier[]>();
  for (const { name, deviations: _, ...outlier } of found)
    byName.set(name, [...(byName.get(name) ?? []), outlier]);
  return byName;
}
