import { checkedBy, timed, transcriptionCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';
import { slowAfterPause } from './idle-unload.ts';
import { chatAndSpeech, slowFirst } from './slow-first.ts';

export default defineDiagnosis({
  id: 'cold-start',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The first request of this run took five times as long as the warm ones and at least a second more. What is slow again after a pause is `idle-unload`; what is slow always is the latency itself. First requests are measured apart and never scored.',
    fr: 'La première requête de ce passage a pris cinq fois le temps des suivantes, et au moins une seconde de plus. Ce qui redevient lent après une pause est `idle-unload` ; ce qui l’est toujours est la latence même. Les premières requêtes sont mesurées à part et jamais notées.',
  },
  detect(facts) {
    const slow = slowFirst(
      [
        ...chatAndSpeech(facts, { chat: 'llm.cold_ms', speech: 'tts.cold_ms' }),
        {
          probe: 'stt' as const,
          name: { en: 'recognition', fr: 'reconnaissance' },
          command: transcriptionCommand(facts.target),
          firstMs: facts.number('stt.cold_ms'),
          warmMs: facts.number('stt.total_ms'),
        },
      ],
      { factor: 5, extraMs: 1_000 },
      // A start happens once: what is as slow after a pause was unloaded, which is told there.
    ).filter(({ probe }) => !slowAfterPause(facts).some((again) => again.probe === probe));
    const [worst] = slow;
    if (!worst) return undefined;
    const waited = figure(worst.firstMs / 1000, 's');
    return {
      title: {
        en: `The first person after a start or a pause waits ${waited}, the next ones ${figure(worst.warmMs, 'ms')}`,
        fr: `La première personne après un démarrage ou une pause attend ${waited}, les suivantes ${figure(worst.warmMs, 'ms')}`,
      },
      headline: { en: 'COLD START', fr: 'DÉPART À FROID' },
      evidence: slow.map(({ name, firstMs, warmMs }) => ({
        en: `${name.en}: first request ${figure(firstMs, 'ms')}, then ${figure(warmMs, 'ms')}`,
        fr: `${name.fr} : première requête ${figure(firstMs, 'ms')}, ensuite ${figure(warmMs, 'ms')}`,
      })),
      story: {
        en: 'Something is loaded when it is first used, or was unloaded in a pause. The figures of this review are of the warm stack; the first person meets the other one.',
        fr: 'Quelque chose se charge au premier usage, ou a été déchargé pendant une pause. Les chiffres de cette revue sont ceux de la pile chaude ; la première personne rencontre l’autre.',
      },
      remedy: [
        {
          text: {
            en: 'Use each engine once before the stack says that it is ready',
            fr: 'Utiliser chaque moteur une fois avant que la pile ne se dise prête',
          },
          ...typed(...slow.map(({ command }) => command)),
        },
        {
          text: {
            en: 'Keep models resident between requests (Ollama: keep_alive −1), and connections to providers open',
            fr: 'Garder les modèles en mémoire entre les requêtes (Ollama : keep_alive −1), et ouvertes les connexions aux fournisseurs',
          },
          code: { language: 'bash', lines: ['export OLLAMA_KEEP_ALIVE=-1'] },
        },
      ],
      unblock: [
        {
          text: {
            en: 'right after a restart, the first request is as quick as the next',
            fr: 'juste après un redémarrage, la première requête va aussi vite que la suivante',
          },
          ...checkedBy(timed(worst.command)),
          holds: false,
        },
      ],
      quip: {
        en: 'The early bird waits for the model to load.',
        fr: 'L’avenir appartient à ceux qui arrivent en second.',
      },
    };
  },
});
