import type { Criterion } from '../domain/criterion.ts';
import type { DrawnMetric } from '../domain/metric.ts';
import { metricsOf } from '../pipeline/record.ts';
import { rules } from './rules.ts';
import { windowRules } from './window-rules.ts';

/** What rules say of themselves, without their code: enough to draw what is already judged. */
export interface KnownRules {
  readonly metrics: readonly (readonly [id: string, metric: DrawnMetric])[];
  readonly criteria: readonly Pick<
    Criterion,
    'id' | 'title' | 'metrics' | 'weight' | 'blocking' | 'shown' | 'objective'
  >[];
  /** Finding → the criteria that it explains. */
  readonly explains: readonly (readonly [finding: string, criteria: readonly string[]])[];
}

/** As they are written to `known.json`: functions are not in JSON, and the rest is said there field by field. */
export const knownRules = (): KnownRules => ({
  metrics: metricsOf(rules.probes).map(([id, metric]) => {
    if (metric.kind === 'state') {
      const { kind, title, states } = metric;
      return [id, { kind, title, states }];
    }
    const { kind, title, unit, better, floor } = metric;
    return [id, { kind, title, unit, better, floor }];
  }),
  criteria: rules.criteria.map(({ id, title, metrics, weight, blocking, shown, objective }) => ({
    ...{ id, title, weight, blocking, shown },
    ...(metrics && { metrics }),
    ...(objective && { objective }),
  })),
  explains: [...windowRules.explains],
});
