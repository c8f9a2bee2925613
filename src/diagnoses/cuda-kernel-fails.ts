import { pythonOf } from '../domain/commands.ts';
import { same } from '../domain/text.ts';
import { defineDiagnosis } from './define.ts';
import { installTorch, restartBackend, torchCheck, torchName, torchNeeded } from './torch.ts';

export default defineDiagnosis({
  id: 'cuda-kernel-fails',
  layer: 'runtime',
  explains: ['cuda'],
  otherwise: 'warning',
  about: {
    en: 'torch says that CUDA is available, and the first matrix product on the device fails. `is_available()` only looks for a driver and a device; here a kernel was run, which is what every model does.',
    fr: 'torch dit que CUDA est disponible, et le premier produit de matrices sur le GPU échoue. `is_available()` ne cherche qu’un pilote et un appareil ; ici un noyau a été exécuté, comme le fait tout modèle.',
  },
  detect(facts) {
    const cuda = torchNeeded(facts);
    if (cuda?.state !== 'kernel-fails') return undefined;
    return {
      title: {
        en: `${torchName(cuda)} sees ${cuda.device ?? 'the device'} and fails at its first kernel`,
        fr: `${torchName(cuda)} voit ${cuda.device ?? 'la carte'} et échoue au premier noyau`,
      },
      headline: { en: 'CUDA KERNEL FAILS', fr: 'NOYAU CUDA EN ÉCHEC' },
      evidence: [
        cuda.detail
          ? same(cuda.detail)
          : {
              en: 'a matrix product on the device fails',
              fr: 'un produit de matrices sur la carte échoue',
            },
      ],
      story: {
        en: 'is_available() says True, and the first real computation fails: this build of torch has no code for this card’s architecture, or the driver is sick.',
        fr: 'is_available() vaut True, et le premier calcul réel échoue : ce torch n’a pas de code pour l’architecture de la carte, ou le pilote est malade.',
      },
      remedy: [
        {
          text: {
            en: 'Compare the card’s architecture with those of the build',
            fr: 'Comparer l’architecture de la carte à celles de la compilation',
          },
          code: {
            language: 'bash',
            lines: [
              `${pythonOf(facts.target)} -c "import torch; print(torch.cuda.get_device_capability(), torch.cuda.get_arch_list())"`,
            ],
          },
        },
        installTorch(facts.target, true),
        restartBackend(facts),
      ],
      unblock: [torchCheck(facts.target)],
      quip: {
        en: 'Available, it said. To do what, it did not say.',
        fr: 'Disponible, disait-il. Pour quoi faire, il ne l’a pas dit.',
      },
    };
  },
});
