import type { criteria } from '../criteria/index.ts';
import type { Diagnosis } from '../domain/finding.ts';
import type { Facts } from '../probes/facts.ts';

export type CriterionId = (typeof criteria)[number]['id'];

/** Declares a diagnosis over the evidence of ralph's own probes. */
export const defineDiagnosis = <const Id extends string>(
  diagnosis: Diagnosis<Id, CriterionId, Facts>,
): Diagnosis<Id, CriterionId, Facts> => diagnosis;

/** Whether use proved that something behind the stack answers, whatever its health route does. */
export const worksInUse = (facts: Facts): boolean =>
  facts.number('llm.e2el_ms') !== undefined || facts.number('tts.total_ms') !== undefined;

/** The middle one of some figures, the upper of two; undefined without any. */
export const middle = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
