import { pythonOf, torchCommand } from '../domain/commands.ts';
import { FULL_POINTS } from '../domain/points.ts';
import type { Text } from '../domain/text.ts';
import { torchMatters } from '../domain/torch-judged.ts';
import type { CudaReadings } from '../probes/cuda.ts';
import { defineCriterion, notMeasured } from './define.ts';

const SAID: Record<CudaReadings['state'], (version: string) => Text> = {
  works: (version) => ({ en: `${version}, runs on the GPU`, fr: `${version}, s’exécute sur le GPU` }),
  'kernel-fails': (version) => ({ en: `${version}, kernel FAILS`, fr: `${version}, noyau EN ÉCHEC` }),
  'no-device': (version) => ({ en: `${version}, no device`, fr: `${version}, aucune carte visible` }),
  'cpu-only': (version) => ({ en: `${version}, CPU-ONLY`, fr: `${version}, CPU-ONLY` }),
  absent: () => ({ en: 'ABSENT', fr: 'ABSENT' }),
  'interpreter-broken': () => ({ en: 'interpreter broken', fr: 'interpréteur en panne' }),
};

export default defineCriterion({
  id: 'cuda',
  title: { en: 'PyTorch CUDA', fr: 'PyTorch CUDA' },
  failureTitle: { en: 'PyTorch cannot use the GPU', fr: 'PyTorch ne peut pas utiliser le GPU' },
  finding: 'cuda-unusable',
  why: {
    en: 'Without CUDA every model runs on the processor, whatever its name says.',
    fr: 'Sans CUDA, chaque modèle tourne sur le processeur, quoi qu’en dise son nom.',
  },
  probe: 'cuda',
  metrics: ['cuda.state'],
  layer: 'runtime',
  blocking: true,
  weight: 1,
  shown: true,
  formula: {
    en: '10 when torch runs a kernel on the device; 0 when it is absent, CPU-only, without a device, or the kernel fails',
    fr: '10 si torch exécute un noyau sur la carte ; 0 s’il est absent, CPU-only, sans carte, ou si le noyau échoue',
  },
  judge(facts) {
    const cuda = facts.observed('cuda');
    if (!cuda) return notMeasured;
    if (cuda.state !== 'interpreter-broken' && !torchMatters(cuda, facts.target)) {
      return {
        notApplicable: {
          en: 'no NVIDIA GPU, and nothing here needs torch on one',
          fr: 'aucun GPU NVIDIA, et rien ici n’y a besoin de torch',
        },
      };
    }
    const detail = cuda.detail ?? `CUDA ${cuda.cudaBuild ?? 'None'}`;
    return {
      points: cuda.state === 'works' ? FULL_POINTS : 0,
      value: SAID[cuda.state](cuda.torch ?? 'torch'),
      comment: { en: cuda.device ?? detail, fr: cuda.device ?? detail },
    };
  },
  remedy: ({ target }) => [
    {
      text: {
        en: 'Ask the interpreter of the stack itself',
        fr: 'Interroger l’interpréteur de la pile elle-même',
      },
      code: {
        language: 'bash',
        lines: [
          `${pythonOf(target)} -c "import torch; print(torch.__version__, torch.version.cuda, torch.cuda.is_available())"`,
        ],
      },
    },
  ],
  check: ({ target }) => ({
    text: { en: 'torch.cuda.is_available() is True', fr: 'torch.cuda.is_available() vaut True' },
    command: torchCommand(target),
  }),
});
