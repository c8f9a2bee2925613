import { GPU_COMMAND, repeated, speechCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { cardOf, ownershipOf } from './card.ts';
import { defineDiagnosis } from './define.ts';
import { fallbackOf } from './fallback.ts';
import { TORCH_FINDINGS } from './torch.ts';

export default defineDiagnosis({
  id: 'gpu-idle',
  layer: 'device',
  explains: ['gpu'],
  otherwise: 'warning',
  about: {
    en: 'The card computed next to nothing while the stack worked, by samples taken in that time: at rest 0 % says nothing. Where other programs use it, it is gpu-of-others; where the stack is slow for it, cpu-fallback. It matters because a card that idles is paid for, and every engine runs on the processor.',
    fr: 'La carte n’a presque rien calculé pendant que la pile travaillait, d’après des échantillons pris à ce moment : au repos, 0 % ne dit rien. Si d’autres programmes s’en servent, c’est gpu-of-others ; si la pile en est lente, cpu-fallback. C’est important, car une carte au repos est payée pour rien, et chaque moteur tourne sur le processeur.',
  },
  detect(facts, failing) {
    const utilisationPct = facts.number('gpu.util_load_pct');
    const card = cardOf(facts);
    if (utilisationPct === undefined || utilisationPct >= 1 || !card) return undefined;
    if (fallbackOf(facts, failing)) return undefined;
    const { name, memoryGb, usage, processes } = card;
    const ownership = ownershipOf(facts);
    const speaking = repeated(20, speechCommand(facts.target));
    const memory = usage ? `, ${usage.shown}` : '';
    return {
      title: {
        en: `${name} ${memoryGb.en} UNUSED (${figure(utilisationPct, '%')})`,
        fr: `${name} ${memoryGb.fr} INUTILISÉ (${figure(utilisationPct, '%')})`,
      },
      headline: { en: 'GPU IDLE', fr: 'GPU INUTILISÉ' },
      evidence: [
        {
          en: `${figure(utilisationPct, '%')} utilisation under load${memory}`,
          fr: `utilisation ${figure(utilisationPct, '%')} sous charge${memory}`,
        },
        processes === 0
          ? { en: 'nvidia-smi lists no process on it', fr: 'nvidia-smi n’y voit aucun processus' }
          : {
              en: `processes with memory on it: ${processes}`,
              fr: `processus qui y possèdent de la mémoire : ${processes}`,
            },
        ...(ownership?.holding.known || ownership?.several ? ownership.lines : []),
      ],
      story: {
        en: 'The card computed next to nothing while the stack worked: every engine runs on the processor, or elsewhere.',
        fr: 'La carte n’a presque rien calculé pendant que la pile travaillait : chaque moteur tourne sur le processeur, ou ailleurs.',
      },
      causes: TORCH_FINDINGS,
      remedy: [
        {
          text: { en: 'Speak in a loop and watch the card', fr: 'Parler en boucle et observer la carte' },
          ...typed(speaking && `${speaking} &`, 'nvidia-smi dmon -s um -c 20'),
        },
        {
          text: {
            en: 'Move the engines onto it: recognition first, then speech',
            fr: 'Y déplacer les moteurs : la reconnaissance d’abord, puis la parole',
          },
          code: {
            language: 'python',
            lines: [
              'WhisperModel("large-v3", device="cuda", compute_type="float16")',
              'PiperVoice.load(voice, use_cuda=True)',
            ],
          },
        },
      ],
      unblock: [
        {
          text: { en: 'GPU utilisation > 0 % under load', fr: 'utilisation du GPU > 0 % sous charge' },
          command: GPU_COMMAND,
          holds: false,
        },
      ],
      quip: {
        en: `${memoryGb.en} of memory, and nothing on its mind.`,
        fr: `${memoryGb.fr} de mémoire, et rien en tête.`,
      },
    };
  },
});
