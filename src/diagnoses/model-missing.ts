import { describeFailure } from '../domain/sample.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { refusedFor } from './refused.ts';

const MOST_NAMES = 10;

/** What the stack says that it has. */
function offered(facts: Facts): Text[] {
  const identity = facts.observed('backend')?.identity;
  if (!identity || 'failure' in identity) return [];
  const models = [...new Set(Object.values(identity.features))].slice(0, MOST_NAMES).join(', ');
  const voices = identity.voices.slice(0, MOST_NAMES).join(', ');
  return [
    ...(models ? [{ en: `models it names: ${models}`, fr: `modèles qu’elle nomme : ${models}` }] : []),
    ...(voices ? [{ en: `voices it names: ${voices}`, fr: `voix qu’elle nomme : ${voices}` }] : []),
  ];
}

export default defineDiagnosis({
  id: 'model-missing',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The server says that it has no model of the name that it was asked for. The names that it does have are quoted, where it lists them.',
    fr: 'Le serveur dit n’avoir aucun modèle du nom demandé. Les noms qu’il a sont cités, s’il les donne.',
  },
  detect(facts) {
    const refused = refusedFor(facts, 'model-missing');
    if (!refused) return undefined;
    const { who, first, evidence, explains, again } = refused;
    return {
      title: {
        en: `It does not have the model or the voice that it is asked for: ${who.en} refused`,
        fr: `Elle n’a pas le modèle ou la voix qu’on lui demande (${who.fr})`,
      },
      headline: { en: 'MODEL MISSING', fr: 'MODÈLE ABSENT' },
      evidence: [describeFailure(first), ...evidence, ...offered(facts)],
      story: {
        en: 'The server is up and knows its names; the one in the request is not among them. Nothing was measured of the engine behind it.',
        fr: 'Le serveur est debout et connaît ses noms ; celui de la requête n’en fait pas partie. Rien n’a été mesuré du moteur derrière.',
      },
      explains,
      remedy: [
        {
          text: {
            en: 'Name a model and a voice that it has, as it spells them',
            fr: 'Nommer un modèle et une voix qu’elle a, comme elle les écrit',
          },
          code: {
            language: 'yaml',
            lines: ['target:', '  model: NAME-OF-A-MODEL', '  voice: NAME-OF-A-VOICE'],
          },
        },
        {
          text: {
            en: 'Or give it the model: Ollama pulls one, vLLM gives the one at PATH the name that clients use',
            fr: 'Ou lui donner le modèle : Ollama le télécharge, vLLM donne à celui de PATH le nom que les clients emploient',
          },
          code: {
            language: 'bash',
            lines: ['ollama pull NAME-OF-A-MODEL', 'vllm serve PATH --served-model-name NAME-OF-A-MODEL'],
          },
        },
      ],
      unblock: [
        {
          text: { en: 'the model and the voice answer', fr: 'le modèle et la voix répondent' },
          command: again,
          holds: false,
        },
      ],
      quip: {
        en: 'Asking for somebody who does not work here.',
        fr: 'Demander quelqu’un qui ne travaille pas ici.',
      },
    };
  },
});
