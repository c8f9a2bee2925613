import { checkedBy } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { chatAndSpeech, slowFirst } from './slow-first.ts';
import { slowingDown } from './speech-slows-down.ts';

/** What takes so much longer after a pause that somebody notices; what was slower every time is no matter of pauses. */
export const slowAfterPause = (facts: Facts) =>
  slowFirst(chatAndSpeech(facts, { chat: 'idle.llm_ms', speech: 'idle.tts_ms' }), {
    factor: 3,
    extraMs: 500,
  }).filter(({ probe }) => probe !== 'tts' || !slowingDown(facts));

export default defineDiagnosis({
  id: 'idle-unload',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'What nobody uses for a while is slow again when it is next used: a model that was unloaded, a process put to sleep, a connection that was closed. Told from a cold start, which happens once in the life of a process, by leaving the stack alone on purpose at the end of the run and asking once more; and from a stack that slows down all the time by the sentences before the pause. People pause between two turns; a load test does not.',
    fr: 'Ce que personne n’utilise pendant un moment redevient lent à l’usage suivant : un modèle déchargé, un processus endormi, une connexion fermée. Se distingue d’un départ à froid, qui n’arrive qu’une fois dans la vie d’un processus : la pile est laissée en paix exprès à la fin, puis questionnée une fois de plus ; et d’une pile qui ralentit tout le temps, par les phrases d’avant la pause. On fait des pauses entre deux tours ; un test de charge n’en fait pas.',
  },
  detect(facts) {
    const slow = slowAfterPause(facts);
    const [worst] = slow;
    if (!worst) return undefined;
    const pause = figure(facts.number('idle.pause_s') ?? 0, 's');
    const seconds = Math.ceil(facts.number('idle.pause_s') ?? 0);
    return {
      title: {
        en: `After ${pause} of silence ${worst.name.en} takes ${figure(worst.firstMs, 'ms')} in place of ${figure(worst.warmMs, 'ms')}`,
        fr: `Après ${pause} de silence, ${worst.name.fr} prend ${figure(worst.firstMs, 'ms')} au lieu de ${figure(worst.warmMs, 'ms')}`,
      },
      headline: { en: 'SLOW AFTER A PAUSE', fr: 'LENT APRÈS UNE PAUSE' },
      evidence: slow.map(({ name, firstMs, warmMs }) => ({
        en: `${name.en}: ${figure(firstMs, 'ms')} after the pause, ${figure(warmMs, 'ms')} before it`,
        fr: `${name.fr} : ${figure(firstMs, 'ms')} après la pause, ${figure(warmMs, 'ms')} avant`,
      })),
      story: {
        en: 'What nobody uses is unloaded, put to sleep or disconnected, and whoever comes next pays for it. People pause between two turns; a load test does not.',
        fr: 'Ce que personne n’utilise est déchargé, endormi ou déconnecté, et la personne suivante le paie. On fait des pauses entre deux tours ; un test de charge n’en fait pas.',
      },
      remedy: [
        {
          text: {
            en: 'Keep the models loaded (keep-alive of the engine: Ollama OLLAMA_KEEP_ALIVE=-1; connections to a provider kept open), or ask each engine something small now and then',
            fr: 'Garder les modèles chargés (keep-alive du moteur : Ollama OLLAMA_KEEP_ALIVE=-1 ; connexions au fournisseur gardées ouvertes), ou poser de temps en temps une petite question à chaque moteur',
          },
        },
      ],
      unblock: slow.map(({ name, command }) => ({
        text: {
          en: `${name.en} as quick after a pause as before it`,
          fr: `${name.fr} aussi rapide après une pause qu’avant`,
        },
        ...checkedBy(command && `sleep ${seconds}; time ${command}`),
        holds: false,
      })),
    };
  },
});
