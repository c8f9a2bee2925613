import type { Evidence } from '../../domain/evidence.ts';
import type { Portrait, Sketch } from '../../domain/portrait.ts';
import type { Probe } from '../../domain/probe.ts';
import type { CycleRecord } from '../../domain/record.ts';
import type { Review } from '../../domain/review.ts';
import { same } from '../../domain/text.ts';
import type { Rules } from '../assemble.ts';
import { metricsOf, recordOf } from '../record.ts';
import { SCORE, trendOf } from '../trend/trend.ts';
import type { Explains } from '../window/stands.ts';
import { sampledFigures } from './figures.ts';

/** A line of more cycles than this tells no more on a page. */
export const MOST_CYCLES = 60;

interface Behind {
  readonly evidence: Evidence;
  readonly rules: Rules;
  /** Newest first, of any target. */
  readonly past: readonly CycleRecord[];
  readonly explains: Explains;
}

/** What each probe that was observed would have drawn of it. */
const sketches = ({ observations }: Evidence, probes: readonly Probe[]): Sketch[] =>
  probes.flatMap((probe) => {
    const observation = observations[probe.id];
    return observation?.kind === 'observed' && probe.sketch ? [probe.sketch(observation.readings)] : [];
  });

function trendBehind(review: Review, { evidence, rules, past, explains }: Behind): Portrait['trend'] {
  const earlier = past
    .filter(({ target }) => target === review.target.name)
    .slice(0, MOST_CYCLES - 1)
    .toReversed();
  if (earlier.length === 0) return null;
  const records = [...earlier, recordOf(review, evidence, rules.probes, '')];
  const lines = [SCORE, ...new Set(rules.criteria.flatMap(({ metrics = [] }) => metrics))];
  const { criteria, probes } = rules;
  return trendOf(
    review.target.name,
    { records, from: 0 },
    { lines, metrics: metricsOf(probes), criteria, explains },
  );
}

/** What a drawing of a review needs beyond it. Judged again by other rules, the same evidence gives the same. */
export function portraitOf(review: Review, behind: Behind): Portrait {
  const { evidence, rules } = behind;
  const drawn = sketches(evidence, rules.probes);
  const cards = drawn.find((sketch) => sketch.cards)?.cards ?? null;
  const titles = new Map(rules.probes.map(({ id, title }) => [id, title]));
  return {
    figures: sampledFigures(evidence, rules.probes, rules.criteria),
    turns: drawn.flatMap(({ turn }) => turn ?? []),
    cards: cards && {
      ...cards,
      windows: cards.windows.map((window) => ({
        ...window,
        title: titles.get(window.probe) ?? same(window.probe),
      })),
    },
    memory: drawn.find(({ memory }) => memory)?.memory ?? null,
    sounds: rules.probes.flatMap(({ id, title }) => {
      const observation = evidence.observations[id];
      const sound = observation?.kind === 'observed' ? observation.sound : undefined;
      return sound ? [{ ...sound, title }] : [];
    }),
    trend: trendBehind(review, behind),
  };
}
