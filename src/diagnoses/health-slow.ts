import { checkedBy, healthCommands, inTurn, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';
import { overheadOf } from './overhead.ts';

/** Orchestrators commonly give a health route one second. */
const MOST_MS = 500;

export default defineDiagnosis({
  id: 'health-slow',
  layer: 'stack',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The health route takes more than 500 ms at rest, before any load was put on the stack. One slow answer under load is not raised, and where every route is as slow the story is another.',
    fr: 'La route de santé met plus de 500 ms au repos, avant toute charge. Une réponse lente sous charge n’est pas signalée, et si toutes les routes sont aussi lentes, l’histoire est une autre.',
  },
  detect(facts) {
    const ms = facts.number('backend.health_ms');
    // Where every route is as slow, that is the story.
    if (ms === undefined || ms <= MOST_MS || overheadOf(facts)) return undefined;
    const asked = healthCommands(facts.target).map(timed);
    const rootMs = facts.observed('backend')?.identityMs;
    return {
      title: {
        en: `The health route needs ${figure(ms, 'ms')}, at rest`,
        fr: `La route de santé met ${figure(ms, 'ms')}, au repos`,
      },
      headline: { en: 'HEALTH SLOW', fr: 'SANTÉ LENTE' },
      evidence: [
        {
          en: `health: ${facts.shown('backend.health_ms') ?? figure(ms, 'ms')}, before any load`,
          fr: `santé : ${facts.shown('backend.health_ms') ?? figure(ms, 'ms')}, avant toute charge`,
        },
        ...(rootMs === undefined
          ? []
          : [
              {
                en: `the root route, right after it: ${figure(rootMs, 'ms')}`,
                fr: `la route racine, juste après : ${figure(rootMs, 'ms')}`,
              },
            ]),
      ],
      story: {
        en: 'What asks it, a load balancer or an orchestrator, gives up after a second or so, and restarts or takes out a stack that works.',
        fr: 'Ceux qui l’interrogent, répartiteur ou orchestrateur, renoncent au bout d’une seconde environ, et redémarrent ou écartent une pile qui fonctionne.',
      },
      remedy: [
        {
          text: { en: 'Time it by hand', fr: 'La chronométrer à la main' },
          ...typed(...asked),
        },
        {
          text: {
            en: 'Let health tell what is known already: check engines and providers in the background, not while somebody waits',
            fr: 'Que la santé dise ce qui est déjà connu : vérifier moteurs et fournisseurs en arrière-plan, pas pendant que quelqu’un attend',
          },
        },
      ],
      unblock: [
        {
          text: { en: `health answers in ≤ ${MOST_MS} ms`, fr: `la santé répond en ≤ ${MOST_MS} ms` },
          ...checkedBy(inTurn(asked)),
          holds: false,
        },
      ],
      quip: {
        en: 'It takes its own pulse, and takes its time.',
        fr: 'Il prend son pouls, et son temps.',
      },
    };
  },
});
