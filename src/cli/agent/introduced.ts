import type { Text } from '../../domain/text.ts';
import type { Allowance } from './allowed.ts';

/** What an agent measures, and what its owner lets others ask. `all`: how many probes there are. */
export function introduced(
  target: string,
  { probes, mostSamples }: Allowance,
  { all, benchUsers }: { readonly all: number; readonly benchUsers: number | null },
): Text {
  const ids = probes.map(({ id }) => id).join(', ');
  const isAll = probes.length === all;
  return {
    en: `it measures ${target}, and allows ${isAll ? 'all probes' : `the probes ${ids}`}, ${mostSamples} samples of each at most, ${benchUsers === null ? 'no load test' : `load tests of ${benchUsers} users at most`}`,
    fr: `il mesure ${target}, et autorise ${isAll ? 'toutes les sondes' : `les sondes ${ids}`}, ${mostSamples} échantillons de chacune au plus, ${benchUsers === null ? 'aucun essai de charge' : `des essais de charge de ${benchUsers} utilisateurs au plus`}`,
  };
}
