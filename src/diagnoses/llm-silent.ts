import { chatCommand, checkedBy, typed } from '../domain/commands.ts';
import { providerTrouble } from '../domain/provider-trouble.ts';
import { allOf, answered, describeFailure, failed, isRateLimit, saysWhy } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'llm-silent',
  layer: 'service',
  explains: ['llm', 'backend', 'e2e', 'e2e-audio', 'websocket', 'stats'],
  otherwise: 'warning',
  about: {
    en: 'No chat turn brings words: each is an error, meets silence, or is a 200 with an empty answer. An error that says its reason (no key, a limit, a model that loads) has a story of its own; an apology in place of an error is provider-down-behind-200. Where speech of the same stack works meanwhile, what is down lies behind chat. It matters because an empty 200 counts as a success everywhere but here.',
    fr: 'Aucun tour de chat ne rapporte de mots : chacun est une erreur, reste sans réponse, ou est un 200 avec une réponse vide. Une erreur qui dit sa raison (pas de clé, une limite, un modèle qui se charge) a sa propre histoire ; une excuse au lieu d’une erreur est provider-down-behind-200. Si la parole de la même pile marche pendant ce temps, ce qui est en panne est derrière le chat. C’est grave parce qu’un 200 vide compte partout ailleurs comme une réussite.',
  },
  detect(facts) {
    const llm = facts.observed('llm');
    if (!llm || facts.number('llm.e2el_ms') !== undefined) return undefined;
    const samples = allOf(llm.unique);
    if (answered(samples).some(({ reply }) => reply.text?.trim() !== '' || reply.beside)) return undefined;
    const [failure] = failed(samples);
    if (failure && (isRateLimit(failure) || saysWhy(failure))) return undefined;
    const how = failure
      ? describeFailure(failure)
      : { en: 'HTTP 200 with an empty answer', fr: 'HTTP 200 avec une réponse vide' };
    const trouble = failure && providerTrouble([how.en]);
    return {
      title: {
        en: `No chat turn is answered: ${how.en}`,
        fr: `Aucun tour de chat n’a de réponse : ${how.fr}`,
      },
      headline: { en: 'LLM SILENT', fr: 'LLM MUET' },
      evidence: [
        how,
        { en: `${samples.length} requests, no answer`, fr: `${samples.length} requêtes, aucune réponse` },
        ...(trouble ? [trouble.said] : []),
        ...(failure?.kind === 'unreachable' && facts.number('tts.total_ms') !== undefined
          ? [
              {
                en: 'speech of the same stack answers meanwhile: what hangs is behind chat',
                fr: 'la parole de la même pile répond pendant ce temps : ce qui se fige est derrière le chat',
              },
            ]
          : []),
      ],
      story: {
        en: 'Whatever the health route says of the language model, using it brings nothing back.',
        fr: 'Quoi que dise la route de santé du modèle de langue, s’en servir ne rapporte rien.',
      },
      remedy: [
        {
          text: { en: 'Put one question by hand', fr: 'Poser une question à la main' },
          ...typed(chatCommand(facts.target, 'all')),
        },
        {
          text: {
            en: 'Check the provider: key, quota, model name, address',
            fr: 'Vérifier le fournisseur : clé, quota, nom du modèle, adresse',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'chat answers with text', fr: 'le chat répond par du texte' },
          ...checkedBy(chatCommand(facts.target, 'answer')),
          holds: false,
        },
      ],
      quip: {
        en: 'Silence is a very fast answer. It is not a good one.',
        fr: 'Le silence est une réponse très rapide. Pas une bonne.',
      },
    };
  },
});
