import { chatCommand, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { chatAnswers, isWordless, withoutWords } from './wordless.ts';

export default defineDiagnosis({
  id: 'tool-instead-of-words',
  layer: 'service',
  explains: ['llm', 'backend', 'e2e', 'e2e-audio', 'websocket', 'stats'],
  otherwise: 'warning',
  about: {
    en: 'Answers are tool calls without a word to say, to questions that offered no tool. A server that adds tools of its own, or a parser that takes words for a call, makes a voice stack mute.',
    fr: 'Les réponses sont des appels d’outil sans un mot à dire, à des questions qui n’offraient aucun outil. Un serveur qui ajoute ses propres outils, ou un analyseur qui prend des mots pour un appel, rend une pile muette.',
  },
  detect(facts) {
    const answers = chatAnswers(facts);
    const calls = answers.filter((answer) => isWordless(answer) && answer.beside?.includes('tool'));
    if (calls.length === 0) return undefined;
    const share = `${calls.length}/${answers.length}`;
    return {
      title: {
        en: `${share} answers call a tool instead of saying something`,
        fr: `${share} réponses appellent un outil au lieu de dire quelque chose`,
      },
      headline: { en: 'TOOL CALL, NO WORDS', fr: 'UN OUTIL, PAS DE MOTS' },
      evidence: [
        {
          en: `${share} answers are a tool call without a word to say, to questions that offered no tool`,
          fr: `${share} réponses sont un appel d’outil sans un mot à dire, à des questions qui n’en proposaient pas`,
        },
      ],
      story: {
        en: 'The question asked for one or two sentences and named no tool. A tool that the server adds by itself is called by it, or the model makes one up: the caller hears nothing.',
        fr: 'La question demandait une ou deux phrases et ne nommait aucun outil. Un outil que le serveur ajoute de lui-même est appelé par lui, ou le modèle en invente un : l’appelant n’entend rien.',
      },
      explains: withoutWords(facts),
      remedy: [
        {
          text: { en: 'See which tool it calls', fr: 'Voir quel outil il appelle' },
          ...typed(chatCommand(facts.target, 'all')),
        },
        {
          text: {
            en: 'Leave the tools of the server out where nobody asked for one, or carry its calls out there',
            fr: 'Retirer les outils du serveur quand personne n’en demande, ou y exécuter ses appels',
          },
        },
        {
          text: {
            en: 'Check that NAME, its parser of tool calls, is the one of MODEL: another takes plain words for a call',
            fr: 'Vérifier que NAME, son analyseur d’appels, est celui de MODEL : un autre prend des mots simples pour un appel',
          },
          code: {
            language: 'bash',
            lines: ['vllm serve MODEL --enable-auto-tool-choice --tool-call-parser NAME'],
          },
        },
      ],
      unblock: [
        {
          text: { en: 'every answer has words to say', fr: 'chaque réponse a des mots à dire' },
          command: 'ralph review --only backend,llm,llm_stream',
          holds: false,
        },
      ],
      quip: {
        en: 'Asked for a word, it reached for the hammer.',
        fr: 'On lui demandait un mot, il a pris le marteau.',
      },
    };
  },
});
