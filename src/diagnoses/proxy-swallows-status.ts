import { chatCommand, typed } from '../domain/commands.ts';
import { allOf, describeFailure, failed, isSwallowed, saysWhy } from '../domain/sample.ts';
import type { Failure } from '../domain/stack.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** What failed in this run over HTTP, by what was asked; not in streams, whose status has gone before their error. */
function failures(facts: Facts): { readonly probe: string; readonly failure: Failure }[] {
  const llm = facts.observed('llm')?.unique;
  const [stats, backend] = [facts.observed('stats'), facts.observed('backend')];
  const series = [
    ['llm', llm],
    ['tts', facts.observed('tts')],
    ['stt', facts.observed('stt')],
    ['turn', facts.observed('turn')],
  ] as const;
  const single = [
    ...(stats && 'failure' in stats ? [{ probe: 'stats', failure: stats.failure }] : []),
    ...(backend && 'failure' in backend.health ? [{ probe: 'health', failure: backend.health.failure }] : []),
  ];
  return [
    ...series.flatMap(([probe, each]) =>
      each ? failed(allOf<unknown>(each)).map((failure) => ({ probe, failure })) : [],
    ),
    ...single,
  ];
}

/** One of them may be an accident. */
const LEAST = 2;

export default defineDiagnosis({
  id: 'proxy-swallows-status',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Errors arrive with status 200: the body is that of an error ({"detail": …} or {"error": …}), the status is not. Front-end proxies do so that hand on a body and forget its status, and frameworks that return an error in place of raising it. It is told from provider-down-behind-200, where the body is a proper answer that apologises. It matters because clients do not retry, load balancers do not fail over, and a refusal for a rate limit (429) cannot be waited out.',
    fr: 'Des erreurs arrivent avec le statut 200 : le corps est celui d’une erreur ({"detail": …} ou {"error": …}), le statut non. C’est le fait de proxys frontaux qui transmettent un corps et oublient son statut, et de frameworks qui renvoient une erreur au lieu de la lever. À distinguer de provider-down-behind-200, où le corps est une vraie réponse qui s’excuse. C’est grave parce que les clients ne réessaient pas, que les répartiteurs ne basculent pas, et qu’un refus pour débit (429) ne peut pas être attendu.',
  },
  detect(facts) {
    const swallowed = failures(facts).filter(({ failure }) => isSwallowed(failure) && !saysWhy(failure));
    if (swallowed.length < LEAST) return undefined;
    const lines = new Map(
      swallowed.map(({ probe, failure }) => {
        const { en, fr } = describeFailure(failure);
        return [`${probe}: ${en}`, { en: `${probe}: ${en}`, fr: `${probe} : ${fr}` }];
      }),
    );
    return {
      title: {
        en: `${swallowed.length} errors arrived as HTTP 200: what stands in front of the stack, or its own handler, swallows the status`,
        fr: `${swallowed.length} erreurs sont arrivées en HTTP 200 : ce qui est devant la pile, ou son propre gestionnaire, avale le statut`,
      },
      headline: { en: 'STATUS SWALLOWED', fr: 'STATUT AVALÉ' },
      evidence: [...lines.values()].slice(0, 5),
      story: {
        en: 'None of these was counted as an answer. Whoever goes by the status, a client, a load balancer, a dashboard, counts each of them as a success.',
        fr: 'Aucune n’a compté comme réponse. Qui se fie au statut, un client, un répartiteur, un tableau de bord, compte chacune comme une réussite.',
      },
      remedy: [
        {
          text: {
            en: 'See the status and the body of one, at the proxy and at the backend behind it',
            fr: 'Voir le statut et le corps de l’une d’elles, au proxy puis au backend derrière lui',
          },
          ...typed(chatCommand(facts.target, 'all')),
        },
        {
          text: {
            en: 'Hand the status of the backend on with its body (in a route handler: return new Response(body, { status: upstream.status })), Retry-After with it',
            fr: 'Transmettre le statut du backend avec son corps (dans un gestionnaire de route : return new Response(body, { status: upstream.status })), et Retry-After avec lui',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'errors have a status of 4xx or 5xx', fr: 'les erreurs ont un statut 4xx ou 5xx' },
          command: 'ralph verify',
          holds: false,
        },
      ],
      quip: {
        en: 'Everything is OK, including the error.',
        fr: 'Tout est OK, y compris l’erreur.',
      },
    };
  },
});
