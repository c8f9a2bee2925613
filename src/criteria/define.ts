import type { Criterion, Ruling } from '../domain/criterion.ts';
import { figure, range } from '../domain/figure.ts';
import type { Text } from '../domain/text.ts';
import type { Facts, MetricId, ProbeId } from '../probes/facts.ts';

/** Declares a criterion over the evidence of ralph's own probes. */
export const defineCriterion = <const Id extends string>(
  criterion: Criterion<Id, ProbeId, Facts> & { readonly metrics: readonly MetricId[] },
): Criterion<Id, ProbeId, Facts> => criterion;

/** The ruling where its probe left nothing to judge. */
export const notMeasured: Ruling = { notApplicable: { en: 'not measured', fr: 'non mesuré' } };

/** "median 224 ms (218–240 ms) of 8": what stands behind a range; "one sample" where there is no range. */
export function medianOf(facts: Facts, metric: Parameters<Facts['number']>[0]): Text {
  const count = facts.samples(metric);
  if (count < 2) return { en: 'one sample', fr: 'une seule mesure' };
  const shown = figure(facts.number(metric) ?? 0, 'ms');
  const interval = facts.interval(metric);
  const between = interval && range([interval.low, interval.high], 'ms');
  // Of few samples the interval is all of their range, which is said already.
  const within = between === undefined || between === facts.shown(metric) ? '' : ` (${between})`;
  return { en: `median ${shown}${within} of ${count}`, fr: `médiane ${shown}${within} sur ${count}` };
}

/** Whether something that the serving process needs has vanished from its interpreter. */
export const drifted = (facts: Facts): boolean => (facts.observed('runtime')?.missing.length ?? 0) > 0;
