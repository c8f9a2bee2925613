import { describeFailure } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';
import { refusedFor } from './refused.ts';

export default defineDiagnosis({
  id: 'context-too-small',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The model refuses a question of one or two sentences because its context cannot hold it. It is read off the reason that the server gives, in any of the wordings that servers in the field use, and never guessed from a bare 400.',
    fr: 'Le modèle refuse une question d’une ou deux phrases parce que son contexte ne peut la contenir. Cela se lit dans la raison que donne le serveur, sous toutes les formes en usage, et n’est jamais deviné d’un simple 400.',
  },
  detect(facts) {
    const refused = refusedFor(facts, 'context-length');
    if (!refused) return undefined;
    const { who, first, evidence, explains, again } = refused;
    return {
      title: {
        en: `One short question is more than the model’s context holds: ${who.en} refused`,
        fr: `Une courte question dépasse déjà le contexte du modèle (${who.fr})`,
      },
      headline: { en: 'CONTEXT TOO SMALL', fr: 'CONTEXTE TROP PETIT' },
      evidence: [describeFailure(first), ...evidence],
      story: {
        en: 'Each question is one or two sentences, without any history, and asks for a few hundred tokens at most. A conversation is longer than that, so it would not last one turn.',
        fr: 'Chaque question fait une ou deux phrases, sans historique, et demande quelques centaines de tokens au plus. Une conversation est plus longue : elle ne tiendrait pas un tour.',
      },
      explains,
      remedy: [
        {
          text: {
            en: 'Start the server with a larger context, as it is called there (MODEL is the one it serves)',
            fr: 'Démarrer le serveur avec un contexte plus grand, selon son nom (MODEL est celui qu’il sert)',
          },
          code: {
            language: 'bash',
            lines: [
              'vllm serve MODEL --max-model-len 8192',
              'llama-server -m MODEL.gguf --ctx-size 8192',
              'OLLAMA_CONTEXT_LENGTH=8192 ollama serve',
            ],
          },
        },
        {
          text: {
            en: 'With several places at once llama.cpp divides the context among them: enlarge it by as much (--parallel)',
            fr: 'Avec plusieurs places, llama.cpp partage le contexte entre elles : l’agrandir d’autant (--parallel)',
          },
        },
        {
          text: {
            en: 'Where it must stay small, ask for shorter answers',
            fr: 'S’il doit rester petit, demander des réponses plus courtes',
          },
          code: { language: 'yaml', lines: ['target:', '  max_tokens: 64'] },
        },
      ],
      unblock: [
        {
          text: { en: 'a short question is answered', fr: 'une courte question a une réponse' },
          command: again,
          holds: false,
        },
      ],
      quip: { en: 'It forgot the question while hearing it.', fr: 'Il a oublié la question en l’écoutant.' },
    };
  },
});
