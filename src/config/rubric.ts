import type { CriterionSettings, Rubric } from '../domain/rubric.ts';
import { defaults } from './defaults.ts';
import type { Settings } from './schema.ts';
import type { CriterionDefaults, CriterionOverrides } from './schema-criteria.ts';

function weightOf(criterion: CriterionDefaults, { weight, scored }: CriterionOverrides): number {
  if (scored === false) return 0;
  // `scored: true` alone brings in a criterion that is only shown by default.
  return weight ?? (scored === true ? criterion.weight || 1 : criterion.weight);
}

function settingsOf(criterion: CriterionDefaults, overrides: CriterionOverrides): CriterionSettings {
  const objective = overrides.objective ?? criterion.objective?.value;
  return {
    weight: weightOf(criterion, overrides),
    blocking: overrides.blocking ?? criterion.blocking,
    ...(objective === undefined ? {} : { objective }),
  };
}

/** The rules of judgement: each shown criterion in the order given, with what the file says of it. */
export function toRubric(
  criteria: readonly CriterionDefaults[],
  settings: Pick<Settings, 'criteria' | 'tolerance' | 'label'>,
): Rubric {
  const entries = criteria.flatMap((criterion) => {
    const overrides = settings.criteria?.[criterion.id] ?? {};
    const shown = overrides.shown ?? criterion.shown;
    return shown ? [[criterion.id, settingsOf(criterion, overrides)] as const] : [];
  });
  return {
    criteria: Object.fromEntries(entries),
    tolerancePct: settings.tolerance ?? defaults.tolerancePct,
    ...(settings.label === undefined ? {} : { label: settings.label }),
  };
}
