import type { Reporter } from '../domain/reporter.ts';
import { type CriterionVerdict, type MetricReport, type Review, VERDICT_WORDS } from '../domain/review.ts';
import { inBaseUnit } from './openmetrics/base-units.ts';
import { exposition, type Family, type Labels } from './openmetrics/exposition.ts';
import { HELP } from './openmetrics/words.ts';

const VERDICTS = Object.keys(VERDICT_WORDS);
const CRITERION_VERDICTS = [
  'pass',
  'warn',
  'fail',
  'not-applicable',
  'errored',
] as const satisfies CriterionVerdict[];
const SEVERITIES = ['blocker', 'warning', 'note'] as const;

/** A sample for each state that there is, 1 at the one it is in: what alerts can ask for by name. */
const oneOf = (states: readonly string[], name: string, is: string, labels: Labels) =>
  states.map((state) => ({ labels: { ...labels, [name]: state }, value: Number(state === is) }));

/** The family of a metric of the review. */
function familyOf({ id, title, unit, value, formula }: MetricReport, labels: Labels): Family {
  const help = formula === null ? title : `${title}: ${formula}`;
  if (typeof value === 'string' || unit === 'state') {
    const name = `ralph_${id.replaceAll(/\W/g, '_')}`;
    return { name, help, samples: [{ labels: { ...labels, state: String(value) }, value: 1 }] };
  }
  const { value: inBase, ...named } = inBaseUnit(id, unit, value);
  return { ...named, help, samples: [{ labels, value: inBase }] };
}

/** What is said of the review as a whole; commit and cycle are values or left out, never labels, which would be a new series each time. */
function families(review: Review): Family[] {
  const { criteria, score, probes, metrics, streaks, changes, lang } = review;
  const findings = [...review.blockers, ...review.warnings, ...review.notes];
  const target = { target: review.target.name };
  const family = (name: keyof typeof HELP, samples: Family['samples'], unit?: string): Family => ({
    ...{ name, help: HELP[name][lang], samples },
    ...(unit !== undefined && { unit }),
  });
  const one = (value: number) => [{ labels: target, value }];
  return [
    family('ralph_build_info', [{ labels: { ...target, version: review.ralph }, value: 1 }]),
    family('ralph_review_timestamp_seconds', one(Date.parse(review.reviewedAt) / 1000), 'seconds'),
    family('ralph_review_cycle', one(review.cycle)),
    family('ralph_review_verdict', oneOf(VERDICTS, 'verdict', review.verdict, target)),
    family('ralph_review_score_ratio', score ? one(score.points / score.max) : [], 'ratio'),
    family('ralph_review_score_points', score ? one(score.points) : []),
    family('ralph_review_score_max_points', score ? one(score.max) : []),
    family('ralph_review_regressions', one(changes.filter(({ kind }) => kind === 'worse').length)),
    family(
      'ralph_criterion_points',
      criteria.flatMap(({ id, points }) =>
        points === null ? [] : [{ labels: { ...target, criterion: id }, value: points }],
      ),
    ),
    family(
      'ralph_criterion_verdict',
      criteria.flatMap(({ id, verdict }) =>
        oneOf(CRITERION_VERDICTS, 'verdict', verdict, { ...target, criterion: id }),
      ),
    ),
    family(
      'ralph_findings',
      SEVERITIES.map((severity) => ({
        labels: { ...target, severity },
        value: findings.filter((each) => each.severity === severity).length,
      })),
    ),
    family(
      'ralph_finding',
      findings.map(({ id, severity }) => ({ labels: { ...target, finding: id, severity }, value: 1 })),
    ),
    family(
      'ralph_blocker_streak_cycles',
      streaks.map(({ id, cycles }) => ({ labels: { ...target, finding: id }, value: cycles })),
    ),
    family(
      'ralph_probe_duration_seconds',
      probes.flatMap(({ id, durationMs }) =>
        durationMs === null ? [] : [{ labels: { ...target, probe: id }, value: durationMs / 1000 }],
      ),
      'seconds',
    ),
    ...metrics.map((metric) => familyOf(metric, target)),
    family(
      'ralph_metric_in_doubt',
      metrics.flatMap(({ id, doubt }) =>
        doubt === undefined ? [] : [{ labels: { ...target, metric: id }, value: 1 }],
      ),
    ),
  ];
}

/** Every figure of the review as gauges in base units, for the textfile collector of node_exporter, a push, or any scrape. */
const openmetrics: Reporter = {
  id: 'openmetrics',
  draw: (review) => exposition(families(review)),
};

export default openmetrics;
