import { defineDiagnosis } from './define.ts';
import { installTorch, restartBackend, torchCheck, torchName, torchNeeded, verifyTorch } from './torch.ts';

export default defineDiagnosis({
  id: 'torch-cpu-only',
  layer: 'runtime',
  explains: ['cuda'],
  otherwise: 'warning',
  about: {
    en: 'torch is installed and was built without CUDA: `torch.version.cuda` is None, so no driver and no card can help. A build for CUDA that sees no device is `cuda-no-device`.',
    fr: 'torch est installé et construit sans CUDA : `torch.version.cuda` vaut None, aucun pilote ni carte n’y changera rien. Un torch construit pour CUDA qui ne voit aucun appareil est `cuda-no-device`.',
  },
  detect(facts) {
    const cuda = torchNeeded(facts);
    if (cuda?.state !== 'cpu-only') return undefined;
    const identity = facts.observed('backend')?.identity;
    const claim =
      identity && 'features' in identity
        ? Object.values(identity.features).find((name) => /gpu|cuda/i.test(name))
        : undefined;
    const gpu = facts.observed('gpu');
    const driver = gpu?.state === 'seen' ? gpu.after.driver : null;
    const { target } = facts;
    return {
      title: {
        en: `${torchName(cuda)} is installed (NO CUDA!)`,
        fr: `${torchName(cuda)} installé (PAS DE CUDA !)`,
      },
      headline: { en: 'PYTORCH CPU-ONLY', fr: 'PYTORCH CPU-ONLY' },
      evidence: [
        {
          en: `torch ${cuda.torch ?? '?'}, torch.version.cuda: ${cuda.cudaBuild ?? 'None'}, is_available(): False`,
          fr: `torch ${cuda.torch ?? '?'}, torch.version.cuda : ${cuda.cudaBuild ?? 'None'}, is_available() : False`,
        },
        ...(claim
          ? [
              {
                en: `yet the stack calls its engine "${claim}"`,
                fr: `pourtant la pile nomme son moteur « ${claim} »`,
              },
            ]
          : []),
        ...(driver
          ? [{ en: `the NVIDIA driver ${driver} works`, fr: `le pilote NVIDIA ${driver} fonctionne` }]
          : []),
      ],
      story: !cuda.gpuPresent
        ? {
            en: 'No NVIDIA GPU is visible on this machine, and the torch that was installed was built without CUDA: everything runs on the processor.',
            fr: 'Aucun GPU NVIDIA n’est visible sur cette machine, et le torch installé a été compilé sans CUDA : tout tourne sur le processeur.',
          }
        : {
            en: 'The card and its driver work; the torch that was installed was built without CUDA and cannot see them. Everything runs on the processor.',
            fr: 'La carte et son pilote fonctionnent ; le torch installé a été compilé sans CUDA et ne les voit pas. Tout tourne sur le processeur.',
          },
      remedy: [installTorch(target, true), restartBackend(facts), verifyTorch(target)],
      unblock: [torchCheck(target)],
      quip: {
        en: 'The fastest part of this machine is the one that nobody asked.',
        fr: 'La pièce la plus rapide de cette machine est celle qu’on n’interroge jamais.',
      },
    };
  },
});
