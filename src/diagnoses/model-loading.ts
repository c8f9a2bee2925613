import { chatCommand, typed } from '../domain/commands.ts';
import { describeFailure } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';
import { refusedFor } from './refused.ts';

export default defineDiagnosis({
  id: 'model-loading',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The server says that a model is still being loaded, by its status and its words. It is not down: ask again when it is ready; a review of a stack that loads measures the loading.',
    fr: 'Le serveur dit qu’un modèle est encore en chargement, par son statut et ses mots. Il n’est pas à l’arrêt : demandez-lui quand il sera prêt ; revoir une pile qui charge mesure le chargement.',
  },
  detect(facts) {
    const refused = refusedFor(facts, 'loading');
    if (!refused) return undefined;
    const { who, first, evidence, explains, again } = refused;
    return {
      title: {
        en: `A model is still being loaded: ${who.en} not ready`,
        fr: `Un modèle est encore en chargement (${who.fr})`,
      },
      headline: { en: 'MODEL LOADING', fr: 'MODÈLE EN CHARGEMENT' },
      evidence: [describeFailure(first), ...evidence],
      story: {
        en: 'The server answers and says that its model is not in memory yet. That is neither slow nor broken: it was asked too early, as every user would be who comes now.',
        fr: 'Le serveur répond et dit que son modèle n’est pas encore en mémoire. Ce n’est ni lent ni cassé : il a été interrogé trop tôt, comme le serait tout utilisateur qui arrive maintenant.',
      },
      explains,
      remedy: [
        {
          text: {
            en: 'Wait until one question is answered, then review again',
            fr: 'Attendre qu’une question ait une réponse, puis relancer la revue',
          },
          ...typed(chatCommand(facts.target, 'all'), again),
        },
        {
          text: {
            en: 'Call it ready only when a question of one token is answered: a list of models is answered long before',
            fr: 'Ne le dire prêt que quand une question d’un token a sa réponse : une liste de modèles répond bien avant',
          },
        },
        {
          text: {
            en: 'If it loads again and again, keep the model in memory (Ollama: OLLAMA_KEEP_ALIVE=-1), or look in its log why it restarts',
            fr: 'S’il recharge sans cesse, garder le modèle en mémoire (Ollama : OLLAMA_KEEP_ALIVE=-1), ou chercher dans son journal pourquoi il redémarre',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'the same questions are answered, none refused',
            fr: 'les mêmes questions ont une réponse, sans refus',
          },
          command: again,
          holds: false,
        },
      ],
      quip: {
        en: 'The lights are on, and somebody is still carrying the furniture in.',
        fr: 'La lumière est allumée, mais on rentre encore les meubles.',
      },
    };
  },
});
