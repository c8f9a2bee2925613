import type { Criterion, Ruling } from '../domain/criterion.ts';
import type { Facts, ProbeId } from '../probes/facts.ts';

/** Declares a criterion over the evidence of ralph's own probes. */
export const defineCriterion = <const Id extends string>(
  criterion: Criterion<Id, ProbeId, Facts>,
): Criterion<Id, ProbeId, Facts> => criterion;

/** The ruling where its probe left nothing to judge. */
export const notMeasured: Ruling = { notApplicable: { en: 'not measured', fr: 'non mesuré' } };

/** Whether something that the serving process needs has vanished from its interpreter. */
export const drifted = (facts: Facts): boolean => (facts.number('runtime.missing_modules') ?? 0) > 0;
