import { LAG_MS, noiseOf, OTHERS_PCT, saidTogether } from '../domain/noise.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'noisy-machine',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Programs that are not the stack took more than 25 % of the processor during a series, or ralph itself came late to its own timers. What the stack’s own processes use is never counted as noise. No score changes by it: the times that it touches are marked.',
    fr: 'Des programmes étrangers à la pile ont pris plus de 25 % du processeur pendant une série, ou ralph est arrivé en retard à ses propres minuteries. Ce que prennent les processus de la pile n’est jamais du bruit. Aucune note n’en change : les temps touchés sont marqués.',
  },
  detect(facts) {
    const host = facts.observed('host');
    if (!host) return undefined;
    const noisy = host.windows.flatMap((window) => {
      const why = saidTogether(noiseOf(window));
      return why ? [{ probe: window.probe, why }] : [];
    });
    if (noisy.length === 0) return undefined;
    const named = host.whole.others.map(({ pid, name, pct }) => `${name} (${pid}) ${pct.toFixed(0)} %`);
    const [few, all] = [noisy.length, host.windows.length];
    return {
      title: {
        en: `The machine was busy with something else during ${few} of ${all} series: their times are in doubt`,
        fr: `La machine était occupée ailleurs pendant ${few} série${few > 1 ? 's' : ''} sur ${all} : leurs temps sont douteux`,
      },
      headline: { en: 'NOISY MACHINE', fr: 'MACHINE BRUYANTE' },
      evidence: [
        ...noisy.map(({ probe, why }) => ({ en: `${probe}: ${why.en}`, fr: `${probe} : ${why.fr}` })),
        ...(named.length === 0
          ? []
          : [
              {
                en: `the busiest of them, over the whole load: ${named.join(', ')}`,
                fr: `les plus actifs, sur toute la charge : ${named.join(', ')}`,
              },
            ]),
      ],
      story: {
        en: 'What is measured on such a machine is partly the wait for its processor. The figures marked † may be worse than the stack is; a change seen in them may be none.',
        fr: 'Sur une telle machine on mesure en partie l’attente du processeur. Les chiffres marqués † peuvent être pires que la pile ; un changement qu’on y voit peut n’en être pas un.',
      },
      remedy: [
        {
          text: {
            en: 'See who uses the processor; what works for the stack unseen (a queue, a model server on another port) is no noise',
            fr: 'Voir qui utilise le processeur ; ce qui travaille pour la pile sans se montrer (une file, un serveur de modèles sur un autre port) n’est pas du bruit',
          },
          code: { language: 'bash', lines: ['top -b -n 1 -o %CPU | head -20'] },
        },
        {
          text: {
            en: `Measure again when others use less than ${OTHERS_PCT} % and ralph is less than ${LAG_MS} ms late`,
            fr: `Mesurer à nouveau quand les autres prennent moins de ${OTHERS_PCT} % et que ralph a moins de ${LAG_MS} ms de retard`,
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `while nothing is measured, what is not the stack uses less than ${OTHERS_PCT} % of the processor`,
            fr: `hors mesure, ce qui n’est pas la pile prend moins de ${OTHERS_PCT} % du processeur`,
          },
          command: 'top -b -n 1 -o %CPU | head -20',
          holds: false,
        },
      ],
    };
  },
});
