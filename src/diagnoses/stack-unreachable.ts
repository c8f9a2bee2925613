import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import { told } from '../domain/told.ts';
import { defineDiagnosis, worksInUse } from './define.ts';
import { UNANSWERED } from './unanswered.ts';

export default defineDiagnosis({
  id: 'stack-unreachable',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'No whole answer came from the address: refused, no such name, a connection that is broken off, or that is accepted and then met with silence. Everything that stands on an answer is explained by it, as one failure.',
    fr: 'Aucune réponse entière n’est venue de l’adresse : refus, nom inconnu, connexion rompue, ou acceptée puis laissée sans suite. Tout ce qui repose sur une réponse s’explique par là, en un seul échec.',
  },
  detect(facts) {
    const backend = facts.observed('backend');
    // Of several servers each has its own story.
    if (!backend || backend.services || !('failure' in backend.health)) return undefined;
    const { failure } = backend.health;
    if (failure.kind !== 'unreachable' || worksInUse(facts)) return undefined;
    const said = UNANSWERED[failure.how];
    const { url } = facts.target;
    return {
      title: {
        en: `The stack at ${url} does not answer: ${said.en}`,
        fr: `La pile ${url} ne répond pas : ${said.fr}`,
      },
      headline: { en: 'STACK DOWN', fr: 'PILE INJOIGNABLE' },
      evidence: [told(failure.detail)],
      story: {
        en: 'No question could be put to it, so every criterion that stands on an answer is 0. They are one failure, not many.',
        fr: 'Aucune question n’a pu lui être posée : chaque critère qui attend une réponse vaut 0. C’est une seule panne, pas plusieurs.',
      },
      remedy: [
        {
          text: { en: 'Ask by hand', fr: 'Demander à la main' },
          ...typed(...healthCommands(facts.target)),
        },
        {
          text: {
            en: 'Start the stack and read the end of its log: a server that cannot import a module exits before it listens',
            fr: 'Démarrer la pile et lire la fin de son journal : un serveur qui ne peut importer un module s’arrête avant d’écouter',
          },
        },
        {
          text: {
            en: 'Check the address and the port in the config (target.url)',
            fr: 'Vérifier l’adresse et le port dans la config (target.url)',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'health answers', fr: 'la santé répond' },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'The fastest answer is still an answer.',
        fr: 'La réponse la plus rapide reste une réponse.',
      },
    };
  },
});
