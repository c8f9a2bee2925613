import { figure, range } from '../domain/figure.ts';
import type { Field, ImportedReview, Span } from '../domain/imported.ts';
import type { Unit } from '../domain/metric.ts';
import type { CycleRecord, Reading, Readings } from '../domain/record.ts';
import type { Score } from '../domain/review.ts';
import { same } from '../domain/text.ts';
import { blockersIn } from './findings.ts';

const ofSpan = ({ value }: Field<Span>): Reading | undefined =>
  value === null
    ? undefined
    : {
        value: value.min === value.max ? value.min : null,
        shown: same(range([value.min, value.max], 'ms') ?? ''),
      };

const ofNumber = ({ value }: Field<number>, unit: Unit): Reading | undefined =>
  value === null ? undefined : { value, shown: same(figure(value, unit)) };

const ofState = ({ value }: Field<boolean>, [yes, no]: readonly [string, string]): Reading | undefined =>
  value === null ? undefined : { value: value ? yes : no, shown: same(value ? 'OK' : 'KO') };

/** What was measured, by the metrics of ralph that ask for the same. */
function readingsOf({ fields }: ImportedReview): Readings {
  const readings = {
    'llm.e2el_ms': ofSpan(fields.llm_ms),
    'tts.total_ms': ofSpan(fields.tts_ms),
    'turn.e2e_ms': ofSpan(fields.e2e_ms),
    'gpu.util_load_pct': ofNumber(fields.gpu_util_pct, '%'),
    'gpu.mem_used_mib': ofNumber(fields.gpu_mem_used_mib, 'MiB'),
    'gpu.mem_total_mib': ofNumber(fields.gpu_mem_total_mib, 'MiB'),
    'build.state': ofState(fields.build_ok, ['built', 'failed']),
    'build.routes': ofNumber(fields.routes, 'count'),
    'tests.passed': ofNumber(fields.tests_passed, 'count'),
    'tests.failed': ofNumber(fields.tests_failed, 'count'),
  };
  return Object.fromEntries(
    Object.entries(readings).flatMap(([id, reading]) => (reading ? [[id, reading] as const] : [])),
  );
}

/** The score where all of it is settled and it is right in itself; one in percent alone is so many points of 100. */
function scoreOf({ fields, contradictions }: ImportedReview): Score | null {
  const { score_pct: percent, score_points: points, score_max: max } = fields;
  const isDisputed = contradictions.some(({ kind }) => ['percent', 'range', 'score', 'sum'].includes(kind));
  const isOpen = [percent, points, max].some(({ candidates }) => candidates.length > 0);
  if (isDisputed || isOpen) return null;
  if (points.value !== null && max.value !== null && max.value > 0) {
    const exact = Math.round((1000 * points.value) / max.value) / 10;
    return { points: points.value, max: max.value, percent: percent.value ?? exact };
  }
  return percent.value === null ? null : { points: percent.value, max: 100, percent: percent.value };
}

/**
 * What history knows of an imported review; `file` is the name of the file it is kept in. Its points were given by
 * other rules, so its criteria go by names of their own; its figures were measured in ways nobody wrote down.
 */
export const recordOf = (imported: ImportedReview, file: string): CycleRecord => ({
  cycle: imported.cycle,
  reviewedAt: imported.reviewedAt,
  file,
  origin: 'imported',
  target: imported.target,
  commit: imported.fields.commit.value,
  branch: null,
  testbed: { scenario: 'imported', gpu: imported.fields.gpu_name.value },
  verdict: imported.fields.verdict.value,
  score: scoreOf(imported),
  criteria: (imported.fields.criteria.value ?? []).map(({ name, points }) => ({
    ...{ id: `imported:${name}`, points, weight: 1 },
  })),
  blockers: blockersIn(imported.fields.blockers.value ?? []),
  readings: readingsOf(imported),
});
