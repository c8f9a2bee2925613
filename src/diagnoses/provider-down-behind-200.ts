import { apologies } from '../domain/chat.ts';
import { chatCommand, checkedBy, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { providerTrouble, toldByTime } from '../domain/provider-trouble.ts';
import { allOf, answered, describeFailure, failed } from '../domain/sample.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis, middle } from './define.ts';
import { claimAfterUse } from './health-claims.ts';

/** The apologies, where chat brings nothing but them; undefined where a model answered, or where they are the exception. */
export function nothingButApologies(facts: Facts) {
  const llm = facts.observed('llm');
  if (!llm || facts.number('llm.e2el_ms') !== undefined) return undefined;
  const replies = answered(allOf(llm.unique));
  const sorry = apologies(replies);
  return 2 * sorry.length > replies.length ? { sorry, asked: allOf(llm.unique).length } : undefined;
}

/** Whatever the stack let through beside the answers: errors of streams and sockets, the words of its health. */
function betrayals(facts: Facts): string[] {
  const [llm, stream, socket] = [
    facts.observed('llm'),
    facts.observed('llm_stream'),
    facts.observed('websocket'),
  ];
  const failures = [...(llm ? failed(allOf(llm.unique)) : []), ...(stream ? failed(allOf(stream)) : [])];
  const steps = socket ? [socket.connect, socket.turn, ...(socket.more?.turns ?? [])] : [];
  return [
    ...failures.map((failure) => describeFailure(failure).en),
    ...steps.flatMap((step) => (step && 'problem' in step ? [step.problem] : [])),
    ...[claimAfterUse(facts)?.detail ?? []].flat(),
  ];
}

export default defineDiagnosis({
  id: 'provider-down-behind-200',
  layer: 'service',
  explains: ['llm', 'backend', 'e2e', 'e2e-audio', 'websocket', 'stats'],
  otherwise: 'warning',
  about: {
    en: 'Chat answers 200, and each answer is an apology: the provider of the language model refuses, fails, hangs or is gone, and the stack covers for it. It is told from canned-answer, where sentences without an apology stand in and perhaps no model was ever asked, and from llm-silent, where the stack says honestly that nothing came. It matters because status and latency look better than ever: a refused key is apologised for in a few milliseconds.',
    fr: 'Le chat répond 200, et chaque réponse est une excuse : le fournisseur du modèle de langue refuse, échoue, se fige ou n’est plus là, et la pile le couvre. À distinguer de canned-answer, où des phrases sans excuse tiennent lieu de réponse sans que peut-être aucun modèle n’ait été interrogé, et de llm-silent, où la pile dit honnêtement que rien n’est venu. C’est grave parce que statut et latence sont plus beaux que jamais : une clé refusée est excusée en quelques millisecondes.',
  },
  detect(facts) {
    const found = nothingButApologies(facts);
    const [first] = found?.sorry ?? [];
    if (!found || !first) return undefined;
    const { sorry, asked } = found;
    const medianMs = middle(sorry.map(({ wallMs }) => wallMs)) ?? first.wallMs;
    const texts = [...betrayals(facts), ...sorry.flatMap(({ reply }) => reply.text ?? [])];
    const told = providerTrouble(texts);
    const after = claimAfterUse(facts);
    const took = figure(medianMs, 'ms');
    const excerpt = first.reply.text?.slice(0, 120) ?? '';
    return {
      title: {
        en: `Chat answers 200 with an apology, and no language model behind it${told ? `: ${told.said.en}` : ''}`,
        fr: `Le chat répond 200 par une excuse, sans modèle de langue derrière${told ? ` : ${told.said.fr}` : ''}`,
      },
      headline: { en: 'PROVIDER DOWN', fr: 'FOURNISSEUR EN PANNE' },
      evidence: [
        {
          en: `${sorry.length} of ${asked} answers apologise, after ${took} (median): “${excerpt}”`,
          fr: `${sorry.length} réponses sur ${asked} s’excusent, après ${took} (médiane) : « ${excerpt} »`,
        },
        toldByTime(medianMs),
        ...(told ? [told.said] : []),
        ...(after
          ? [
              {
                en: `health after it: ${after.status ?? 'no status'}${after.detail ? `, ${after.detail}` : ''}`,
                fr: `la santé ensuite : ${after.status ?? 'pas de statut'}${after.detail ? `, ${after.detail}` : ''}`,
              },
            ]
          : []),
      ],
      story: {
        en: 'Behind the 200 nobody answers. The time of an excuse is not the time of a model, so no latency was taken from it; speech and turns that speak the excuse stand on nothing.',
        fr: 'Derrière le 200, personne ne répond. Le temps d’une excuse n’est pas celui d’un modèle : aucune latence n’en a été tirée ; parole et tours qui prononcent l’excuse ne reposent sur rien.',
      },
      remedy: [
        {
          text: {
            en: 'Ask the provider itself, with the key and the address of the backend: 401 is the key, 429 the quota, 5xx the provider, 000 nobody there or no answer',
            fr: 'Interroger le fournisseur lui-même, avec la clé et l’adresse du backend : 401 est la clé, 429 le quota, 5xx le fournisseur, 000 personne ou pas de réponse',
          },
          code: {
            language: 'bash',
            lines: [
              'curl -sS -m 20 -o /dev/null -w "%{http_code} %{time_total}s\\n" -H "Authorization: Bearer $LLM_API_KEY" "$LLM_BASE_URL/models"',
            ],
          },
        },
        {
          text: {
            en: 'Mend that, restart the backend where it reads the key at its start, and see the answer',
            fr: 'Corriger cela, redémarrer le backend s’il lit la clé au démarrage, et voir la réponse',
          },
          ...typed(chatCommand(facts.target, ['answer', 'model', 'time'])),
        },
        {
          text: {
            en: 'Answer 503 when the model is gone, so that a client, a gate and an alert can see it',
            fr: 'Répondre 503 quand le modèle n’est plus là, pour que client, contrôle et alerte le voient',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'the answer takes up the question', fr: 'la réponse reprend la question' },
          ...checkedBy(chatCommand(facts.target, 'answer')),
          holds: false,
        },
      ],
      quip: {
        en: 'An apology in nine milliseconds is still not an answer.',
        fr: 'Des excuses en neuf millisecondes ne font pas une réponse.',
      },
    };
  },
});
