import { GPU_COMMAND, pythonOf, repeated, speechCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';
import { fallbackOf } from './fallback.ts';
import { restartBackend, TORCH_FINDINGS } from './torch.ts';

export default defineDiagnosis({
  id: 'cpu-fallback',
  layer: 'device',
  explains: ['gpu', 'llm', 'tts', 'stats', 'e2e', 'e2e-audio'],
  otherwise: 'warning',
  about: {
    en: 'An engine that is said to run on the GPU runs on the processor: the stack names one, or the config requires a card; its processes hold no memory of any card; and it is slow where it counts on one. A card that idles while the stack is quick enough is gpu-idle, one that works for other programs is gpu-of-others; where the serving process is not seen, or passes its work on, nothing is said. It matters because onnxruntime and ctranslate2 fall back in silence, and only the latency tells.',
    fr: 'Un moteur qui est censé tourner sur le GPU tourne sur le processeur : la pile en nomme un, ou la config exige une carte ; ses processus n’occupent la mémoire d’aucune carte ; et elle est lente là où elle compte dessus. Une carte au repos pendant que la pile va assez vite, c’est gpu-idle ; une carte qui travaille pour d’autres programmes, c’est gpu-of-others ; si le processus qui sert n’est pas vu, ou délègue son travail, rien n’est dit. C’est important, car onnxruntime et ctranslate2 se replient en silence, et seule la latence le révèle.',
  },
  detect(facts, failing) {
    const fallback = fallbackOf(facts, failing);
    if (!fallback) return undefined;
    const { roles, evidence, explains } = fallback;
    const busyPct = facts.observed('host')?.whole.stackPct;
    const load = repeated(20, speechCommand(facts.target));
    return {
      title: {
        en: `${roles}: said to run on the GPU, runs on the processor`,
        fr: `${roles} : censé tourner sur le GPU, tourne sur le processeur`,
      },
      headline: { en: 'CPU FALLBACK', fr: 'REPLI SUR LE CPU' },
      evidence: [
        ...evidence,
        ...(busyPct === undefined || busyPct === null
          ? []
          : [
              {
                en: `meanwhile the stack took ${figure(busyPct, '%')} of all cores`,
                fr: `pendant ce temps, la pile prenait ${figure(busyPct, '%')} de tous les cœurs`,
              },
            ]),
      ],
      story: {
        en: 'A model on a card holds memory there, and the stack holds none. What it computes, it computes on the processor, whatever its engine is called; that is where the time goes.',
        fr: 'Un modèle sur une carte y occupe de la mémoire, et la pile n’en occupe pas. Ce qu’elle calcule, elle le calcule sur le processeur, quel que soit le nom de son moteur ; c’est là que passe le temps.',
      },
      causes: TORCH_FINDINGS,
      explains,
      remedy: [
        {
          text: {
            en: 'Ask the libraries of the engine which devices they can use',
            fr: 'Demander aux bibliothèques du moteur quelles cartes elles peuvent utiliser',
          },
          code: {
            language: 'bash',
            lines: [
              `${pythonOf(facts.target)} -c "import onnxruntime; print(onnxruntime.get_available_providers())"`,
              `${pythonOf(facts.target)} -c "import ctranslate2; print(ctranslate2.get_cuda_device_count())"`,
            ],
          },
        },
        {
          text: {
            en: 'Install the build that knows CUDA, and have the engine refuse anything else',
            fr: 'Installer la version qui connaît CUDA, et faire refuser au moteur toute autre',
          },
          code: {
            language: 'python',
            lines: [
              'InferenceSession(model, providers=["CUDAExecutionProvider"])',
              'WhisperModel("large-v3", device="cuda", compute_type="float16")',
            ],
          },
        },
        restartBackend(facts),
        {
          text: { en: 'Speak in a loop and watch the card', fr: 'Parler en boucle et observer la carte' },
          ...typed(load && `${load} &`, 'nvidia-smi dmon -s um -c 20'),
        },
      ],
      unblock: [
        {
          text: {
            en: 'a process of the stack holds memory of the card',
            fr: 'un processus de la pile occupe de la mémoire de la carte',
          },
          command: GPU_COMMAND,
          holds: false,
        },
      ],
      quip: {
        en: 'It says GPU on the tin.',
        fr: 'C’est écrit GPU sur la boîte.',
      },
    };
  },
});
