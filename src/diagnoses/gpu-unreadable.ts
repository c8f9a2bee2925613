import { told } from '../domain/told.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'gpu-unreadable',
  layer: 'device',
  explains: ['gpu', 'cuda'],
  otherwise: 'warning',
  about: {
    en: 'nvidia-smi is there and gives no usable answer: it hangs, or it cannot speak to the driver, as after an update of the driver without a reload. A warning beside an answer, a field that a card or an older driver does not tell, and a machine without any card are other things. It matters because engines that need the card hang with it, or fall back to the processor in silence.',
    fr: 'nvidia-smi est là et ne donne aucune réponse utilisable : il se bloque, ou ne peut parler au pilote, comme après une mise à jour du pilote sans rechargement. Un avertissement à côté d’une réponse, un champ que la carte ou un ancien pilote ne dit pas, et une machine sans carte sont autre chose. C’est important, car les moteurs qui ont besoin de la carte se bloquent avec elle, ou retombent en silence sur le processeur.',
  },
  detect(facts) {
    const gpu = facts.observed('gpu');
    if (gpu?.state !== 'broken' || gpu.how === 'absent') return undefined;
    const hangs = gpu.how === 'hangs';
    const message = told(gpu.message);
    return {
      title: hangs
        ? {
            en: 'nvidia-smi hangs: the driver does not answer',
            fr: 'nvidia-smi se bloque : le pilote ne répond pas',
          }
        : { en: `nvidia-smi fails: ${message.en}`, fr: `nvidia-smi échoue : ${message.fr}` },
      headline: { en: 'GPU DRIVER SICK', fr: 'PILOTE GPU EN PANNE' },
      evidence: [message],
      story: {
        en: 'The tool that speaks to the driver gets no answer. Engines that need the card hang, or fall back to the processor without a word.',
        fr: 'L’outil qui parle au pilote reste sans réponse. Les moteurs qui ont besoin de la carte se bloquent, ou retombent sur le processeur sans rien dire.',
      },
      remedy: [
        {
          text: {
            en: 'Ask the driver by hand, and the kernel’s log',
            fr: 'Interroger le pilote à la main, et le journal du noyau',
          },
          code: {
            language: 'bash',
            lines: ['timeout 10 nvidia-smi', 'dmesg | grep -i -E "nvrm|xid" | tail'],
          },
        },
        {
          text: {
            en: 'After a driver update, reload the module or reboot',
            fr: 'Après une mise à jour du pilote, recharger le module ou redémarrer',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'nvidia-smi answers', fr: 'nvidia-smi répond' },
          command: 'timeout 10 nvidia-smi',
          holds: false,
        },
      ],
      quip: {
        en: 'The card may be fine. Nobody can ask it.',
        fr: 'La carte va peut-être bien. Personne ne peut le lui demander.',
      },
    };
  },
});
