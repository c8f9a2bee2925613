import * as z from 'zod';
import type { Criterion } from '../domain/criterion.ts';
import type { Unit } from '../domain/metric.ts';
import { flag, section, written } from './fields.ts';
import { duration, figure, percent } from './quantity.ts';

/** What config must know of a criterion. */
export type CriterionDefaults = Pick<Criterion, 'id' | 'weight' | 'blocking' | 'shown' | 'objective'>;

const objectiveIn = (unit: Unit): z.ZodType<number> => {
  if (unit === 'ms') return written(duration(['500 ms']));
  if (unit === 's') return written(duration(['1.5 s'])).transform((ms) => ms / 1000);
  if (unit === '%') return written(percent('50 %'));
  if (unit === 'count' || unit === 'ratio') return z.number({ error: 'a bare number' });
  return written(figure(unit, `40 ${unit}`));
};

/** What a config says of one criterion; the objective is in the criterion's own unit. */
export interface CriterionOverrides {
  readonly objective?: number | undefined;
  readonly weight?: number | undefined;
  readonly blocking?: boolean | undefined;
  readonly scored?: boolean | undefined;
  readonly shown?: boolean | undefined;
}

const overrides = ({
  weight,
  blocking,
  shown,
  objective,
}: CriterionDefaults): z.ZodType<CriterionOverrides> => {
  const own = {
    weight: z
      .number({ error: 'a number such as 1' })
      .min(0, { error: 'a number of at least 0' })
      .optional()
      .describe(`How much it counts in the score. Default: ${weight}.`),
    blocking: flag().optional().describe(`Whether no points at all block the review. Default: ${blocking}.`),
    scored: flag().optional().describe('false: shown with its points, and counted with weight 0.'),
    shown: flag().optional().describe(`false: left out of the review altogether. Default: ${shown}.`),
  };
  if (objective === undefined) return section(own);
  const { value, unit } = objective;
  return section({
    objective: objectiveIn(unit)
      .optional()
      .describe(`What is asked of the stack. Default: ${value} ${unit}.`),
    ...own,
  });
};

/** The block `criteria`: one optional block for each known criterion. */
export const criteriaSchema = (criteria: readonly CriterionDefaults[]) =>
  section(Object.fromEntries(criteria.map((criterion) => [criterion.id, overrides(criterion).optional()])));
