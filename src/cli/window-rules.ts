import { metricsOf } from '../pipeline/record.ts';
import type { WindowRules } from '../pipeline/window/report.ts';
import { rules } from './rules.ts';

/** What this ralph knows of metrics, criteria and findings, for the report of a window. */
export const windowRules: Omit<WindowRules, 'tolerancePct'> = {
  metrics: metricsOf(rules.probes),
  criteria: new Map(rules.criteria.map(({ id, title }) => [id, title])),
  explains: new Map<string, readonly string[]>([
    ...rules.criteria.map(({ id, finding }) => [finding, [id]] as const),
    ...rules.diagnoses.map(({ id, explains }) => [id, explains] as const),
  ]),
};
