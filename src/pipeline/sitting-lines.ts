import type { Evidence, Sitting } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Text } from '../domain/text.ts';

/** "2026-01-31 12:00 UTC". */
const when = ({ startedAt }: Sitting): string => `${startedAt.slice(0, 16).replace('T', ' ')} UTC`;

const spoken = (sitting: Sitting): string =>
  `${when(sitting)}${sitting.commit === null ? '' : ` (${sitting.commit})`}: ${sitting.probes.join(', ')}`;

/** The commits of the sittings, where they are known and not all the same. */
function commitLine(sittings: readonly Sitting[]): Text[] {
  const commits = sittings.flatMap(({ commit }) => commit ?? []);
  if (new Set(commits).size < 2) return [];
  const path = commits.join(' → ');
  return [
    {
      en: `The project changed between them (${path}): what was measured before is of the commit before`,
      fr: `Le projet a changé entre elles (${path}) : ce qui a été mesuré avant est du commit d’avant`,
    },
  ];
}

/** What watchers did not see, because they watched another sitting. */
function watchLines(sittings: readonly Sitting[], probes: readonly Probe[]): Text[] {
  const inPhase = (phase: Probe['phase'], { probes: ids }: Sitting): string[] =>
    ids.filter((id) => probes.some((probe) => probe.id === id && probe.phase === phase));
  return sittings.flatMap((sitting) => {
    const watched = inPhase('throughout', sitting);
    const unseen = sittings.filter((other) => other !== sitting).flatMap((other) => inPhase('load', other));
    if (watched.length === 0 || unseen.length === 0) return [];
    const [who, whom] = [watched.join(', '), unseen.join(', ')];
    return [
      {
        en: `${who}: watched the load of ${when(sitting)} alone, and say nothing of ${whom}`,
        fr: `${who} : n’ont observé que la charge de ${when(sitting)}, et ne disent rien de ${whom}`,
      },
    ];
  });
}

/** How a run that was interrupted was measured, and what that means for its figures; nothing for any other. */
export function sittingLines({ sittings = [] }: Evidence, probes: readonly Probe[]): Text[] {
  if (sittings.length < 2) return [];
  const each = sittings.map(spoken).join('; ');
  return [
    {
      en: `Interrupted and resumed, in ${sittings.length} sittings: ${each}. What was cold in a later one may have been warmed by the one before`,
      fr: `Interrompu et repris, en ${sittings.length} séances : ${each}. Ce qui était à froid dans une séance a pu être réchauffé par la précédente`,
    },
    ...commitLine(sittings),
    ...watchLines(sittings, probes),
  ];
}
