import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'gpu-absent',
  layer: 'device',
  explains: ['gpu'],
  otherwise: 'warning',
  about: {
    en: 'The config says that the stack needs a GPU, and this machine shows none: there is no nvidia-smi, or it lists no device. A driver that is there and does not answer is gpu-unreadable; where the config asks for no GPU, its absence is no fault. It matters because every engine then runs on the processor, or not at all.',
    fr: 'La config dit que la pile a besoin d’un GPU, et cette machine n’en montre aucun : pas de nvidia-smi, ou il ne liste aucune carte. Un pilote présent qui ne répond pas, c’est gpu-unreadable ; là où la config ne demande pas de GPU, son absence n’est pas une panne. C’est important, car chaque moteur tourne alors sur le processeur, ou pas du tout.',
  },
  detect(facts) {
    const gpu = facts.observed('gpu');
    if (gpu?.state !== 'broken' || gpu.how !== 'absent') return undefined;
    return {
      title: {
        en: 'The GPU that the config requires is not there',
        fr: 'Le GPU exigé par la config n’est pas là',
      },
      headline: { en: 'GPU ABSENT', fr: 'GPU ABSENT DE LA MACHINE' },
      evidence: [told(gpu.message)],
      story: {
        en: 'No device is visible from here. Either this is not the machine that the stack was meant for, or the card, its driver or the door of the container is missing.',
        fr: 'Aucune carte n’est visible d’ici. Soit ce n’est pas la machine prévue pour la pile, soit il manque la carte, son pilote ou l’accès du conteneur.',
      },
      remedy: [
        {
          text: { en: 'See whether the bus has a card', fr: 'Voir si le bus a une carte' },
          code: { language: 'bash', lines: ['lspci | grep -i nvidia', 'nvidia-smi -L'] },
        },
        {
          text: {
            en: 'In a container, hand the GPU in; IMAGE is the one of the stack',
            fr: 'Dans un conteneur, lui donner le GPU ; IMAGE est celle de la pile',
          },
          code: { language: 'bash', lines: ['docker run --gpus all IMAGE'] },
        },
        {
          text: {
            en: 'If the stack is meant to run without one, say so in the config',
            fr: 'Si la pile doit tourner sans GPU, le dire dans la config',
          },
          code: { language: 'yaml', lines: ['target:', '  gpu: auto'] },
        },
      ],
      unblock: [
        {
          text: { en: 'nvidia-smi lists a device', fr: 'nvidia-smi liste une carte' },
          command: 'nvidia-smi -L',
          holds: false,
        },
      ],
      quip: {
        en: 'Required, and not invited.',
        fr: 'Exigé, mais pas invité.',
      },
    };
  },
});
