import { chatCommand, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { chatAnswers, isWordless, withoutWords } from './wordless.ts';

export default defineDiagnosis({
  id: 'only-reasoning',
  layer: 'service',
  explains: ['llm', 'backend', 'e2e', 'e2e-audio', 'websocket', 'stats'],
  otherwise: 'warning',
  about: {
    en: 'The model thinks, by what the server marks as reasoning, and says nothing: the thoughts used up the room for the answer, or the answer was taken for a thought. A voice has nothing to speak.',
    fr: 'Le modèle pense, d’après ce que le serveur marque comme raisonnement, et ne dit rien : les pensées ont pris la place de la réponse, ou la réponse a passé pour une pensée. Une voix n’a rien à dire.',
  },
  detect(facts) {
    const answers = chatAnswers(facts);
    const thoughts = answers.filter(
      (answer) =>
        isWordless(answer) && answer.beside?.includes('reasoning') && !answer.beside.includes('tool'),
    );
    if (thoughts.length === 0) return undefined;
    const cut = thoughts.filter(({ finish }) => finish === 'length').length;
    const share = `${thoughts.length}/${answers.length}`;
    return {
      title: {
        en: `${share} answers are thoughts and nothing to say`,
        fr: `${share} réponses sont des pensées, sans rien à dire`,
      },
      headline: { en: 'THINKS, SAYS NOTHING', fr: 'PENSE SANS PARLER' },
      evidence: [
        {
          en: `${share} answers hold reasoning and not one word of an answer`,
          fr: `${share} réponses contiennent du raisonnement et pas un mot de réponse`,
        },
        cut > 0
          ? {
              en: `${cut} of them were cut by the limit of tokens while it still thought (finish: length)`,
              fr: `${cut} d’entre elles coupées par la limite de tokens en pleine réflexion (finish: length)`,
            }
          : {
              en: 'none of them was cut: the answer itself is marked as reasoning',
              fr: 'aucune n’est coupée : la réponse elle-même est marquée comme raisonnement',
            },
      ],
      story: {
        en: 'The model thinks aloud before it answers, and nobody is to hear that. Who talks to this stack hears silence, for as long as it thinks.',
        fr: 'Le modèle pense à voix haute avant de répondre, et personne ne doit l’entendre. Qui parle à cette pile entend du silence, tant qu’il pense.',
      },
      explains: withoutWords(facts),
      remedy: [
        {
          text: { en: 'See what comes', fr: 'Voir ce qui vient' },
          ...typed(chatCommand(facts.target, 'all')),
        },
        {
          text: {
            en: 'Have it think less or not at all: a voice has no time for it (MODEL is the one it serves)',
            fr: 'Le faire penser moins, ou pas du tout : une voix n’en a pas le temps (MODEL est celui qu’il sert)',
          },
          code: {
            language: 'bash',
            lines: [
              'llama-server -m MODEL.gguf --jinja --reasoning-budget 0',
              'vllm serve MODEL --default-chat-template-kwargs \'{"enable_thinking": false}\'',
            ],
          },
        },
        {
          text: {
            en: 'Or take a model that does not think, or leave it room for both',
            fr: 'Ou prendre un modèle qui ne pense pas, ou lui laisser la place des deux',
          },
          code: { language: 'yaml', lines: ['target:', '  max_tokens: 2048'] },
        },
      ],
      unblock: [
        {
          text: { en: 'every answer has words to say', fr: 'chaque réponse a des mots à dire' },
          command: 'ralph review --only backend,llm,llm_stream',
          holds: false,
        },
      ],
      quip: { en: 'Still waters run deep, and mute.', fr: 'Il n’en pense pas moins.' },
    };
  },
});
