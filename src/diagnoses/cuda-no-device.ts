import { defineDiagnosis } from './define.ts';
import { torchCheck, torchName, torchNeeded } from './torch.ts';

export default defineDiagnosis({
  id: 'cuda-no-device',
  layer: 'runtime',
  explains: ['cuda'],
  otherwise: 'warning',
  about: {
    en: 'This torch was built for CUDA and sees no device. A torch that was built without CUDA is `torch-cpu-only`, and a driver that does not answer nvidia-smi either is `gpu-unreadable`, its cause.',
    fr: 'Ce torch est construit pour CUDA et ne voit aucun appareil. Un torch construit sans CUDA est `torch-cpu-only`, et un pilote qui ne répond pas non plus à nvidia-smi est `gpu-unreadable`, sa cause.',
  },
  detect(facts) {
    const cuda = torchNeeded(facts);
    if (cuda?.state !== 'no-device') return undefined;
    return {
      title: {
        en: `${torchName(cuda)} is built for CUDA and sees no device`,
        fr: `${torchName(cuda)} est compilé pour CUDA et ne voit aucune carte`,
      },
      headline: { en: 'CUDA WITHOUT DEVICE', fr: 'CUDA SANS CARTE' },
      evidence: [
        {
          en: `torch.version.cuda: ${cuda.cudaBuild ?? '?'}, is_available(): False`,
          fr: `torch.version.cuda : ${cuda.cudaBuild ?? '?'}, is_available() : False`,
        },
        ...(cuda.detail ? [{ en: cuda.detail, fr: cuda.detail }] : []),
      ],
      story: {
        en: 'The right torch is there, and the device is hidden from it: no driver, a driver older than the CUDA build, a container without the GPU, or CUDA_VISIBLE_DEVICES.',
        fr: 'Le bon torch est là, mais la carte lui est cachée : pas de pilote, pilote plus ancien que CUDA, conteneur sans GPU, ou CUDA_VISIBLE_DEVICES.',
      },
      causes: ['gpu-unreadable', 'gpu-absent'],
      remedy: [
        {
          text: { en: 'See whether the driver sees the card', fr: 'Voir si le pilote voit la carte' },
          code: { language: 'bash', lines: ['nvidia-smi'] },
        },
        {
          text: { en: 'See what hides it', fr: 'Voir ce qui la cache' },
          code: { language: 'bash', lines: ['echo "$CUDA_VISIBLE_DEVICES"', 'ls -l /dev/nvidia*'] },
        },
        {
          text: {
            en: 'In a container, hand the GPU in with the same flag with which this one sees it',
            fr: 'Dans un conteneur, donner le GPU par l’option avec laquelle celui-ci le voit',
          },
          code: { language: 'bash', lines: ['docker run --rm --gpus all ubuntu nvidia-smi'] },
        },
      ],
      unblock: [torchCheck(facts.target)],
      quip: {
        en: 'All dressed for CUDA, and no one at the door.',
        fr: 'En tenue de CUDA, et personne à la porte.',
      },
    };
  },
});
