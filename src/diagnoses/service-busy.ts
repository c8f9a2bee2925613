import { describeFailure } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';
import { refusedFor } from './refused.ts';

export default defineDiagnosis({
  id: 'service-busy',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The server refuses for want of room: its queue is full, and it says so. It is not down and not limited by policy; it has fewer places than askers, one of whom was ralph, alone.',
    fr: 'Le serveur refuse faute de place : sa file est pleine, et il le dit. Il n’est ni à l’arrêt ni limité par une règle ; il a moins de places que de demandeurs, dont ralph, seul.',
  },
  detect(facts) {
    const refused = refusedFor(facts, 'busy');
    if (!refused) return undefined;
    const { who, first, evidence, explains, again } = refused;
    return {
      title: {
        en: `The queue is full: ${who.en} refused for want of room`,
        fr: `La file est pleine : refus faute de place (${who.fr})`,
      },
      headline: { en: 'QUEUE FULL', fr: 'FILE PLEINE' },
      evidence: [describeFailure(first), ...evidence],
      story: {
        en: 'ralph asks one question at a time, and found no room for it: others use the stack meanwhile, or it holds on to requests that have long ended.',
        fr: 'ralph pose une question à la fois, et n’a pas trouvé de place : d’autres se servent de la pile, ou elle retient des requêtes finies depuis longtemps.',
      },
      explains,
      remedy: [
        {
          text: {
            en: 'See who else asks, and how much waits (vLLM: vllm:num_requests_waiting, llama.cpp: /slots, Ollama: its log)',
            fr: 'Voir qui d’autre demande, et combien attend (vLLM : vllm:num_requests_waiting, llama.cpp : /slots, Ollama : son journal)',
          },
        },
        {
          text: {
            en: 'Give it more places where memory allows (llama.cpp: --parallel, vLLM: --max-num-seqs, Ollama: OLLAMA_NUM_PARALLEL and OLLAMA_MAX_QUEUE), or a second copy of the server',
            fr: 'Lui donner plus de places si la mémoire le permet (llama.cpp : --parallel, vLLM : --max-num-seqs, Ollama : OLLAMA_NUM_PARALLEL et OLLAMA_MAX_QUEUE), ou un second exemplaire du serveur',
          },
        },
        {
          text: {
            en: 'Review again when nobody else asks',
            fr: 'Relancer la revue quand personne d’autre ne demande',
          },
          code: { language: 'bash', lines: [again] },
        },
      ],
      unblock: [
        {
          text: { en: 'no request is refused for want of room', fr: 'aucune requête refusée faute de place' },
          command: again,
          holds: false,
        },
      ],
      quip: {
        en: 'A table for one, and the restaurant is full.',
        fr: 'Une table pour un, et le restaurant est complet.',
      },
    };
  },
});
