import { figure } from '../domain/figure.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { cardOf, ownershipOf } from './card.ts';
import { defineDiagnosis } from './define.ts';
import { fallbackOf, gpuClaimOf } from './fallback.ts';

const LIST = 'nvidia-smi --query-compute-apps=pid,process_name,used_gpu_memory --format=csv';

/** Under this the card does nothing for anybody, and that is another story. */
const LEAST_PCT = 1;

/** How the stack claims to work on the card; undefined where it does not. */
function claimOf(facts: Facts): Text | undefined {
  const claim = gpuClaimOf(facts);
  if (facts.target.gpu === 'required' && claim) return claim.text;
  if (facts.observed('cuda')?.state === 'works') {
    return {
      en: 'torch computes on it in the stack’s own interpreter',
      fr: 'torch y calcule dans l’interpréteur de la pile',
    };
  }
  return claim?.text;
}

export default defineDiagnosis({
  id: 'gpu-of-others',
  layer: 'device',
  explains: ['gpu'],
  otherwise: 'warning',
  about: {
    en: 'The card is busy, and none of the memory in use on it belongs to the process that serves, those it started, or the servers of this machine that it asks. Nothing is said where a process on the card is not known to this machine, or the one that serves only passes its work on. It matters because the utilisation then proves nothing about this stack.',
    fr: 'La carte travaille, et rien de la mémoire occupée n’appartient au processus qui sert, à ceux qu’il a lancés, ni aux serveurs de cette machine qu’il interroge. Rien n’est dit si un processus de la carte est inconnu de cette machine, ou si celui qui sert ne fait que relayer. C’est important, car l’utilisation ne prouve alors rien sur cette pile.',
  },
  detect(facts, failing) {
    const gpu = facts.observed('gpu');
    const utilisationPct = facts.number('gpu.util_load_pct');
    const claim = claimOf(facts);
    const [card, ownership] = [cardOf(facts), ownershipOf(facts)];
    if (gpu?.state !== 'seen' || !card || !ownership?.holding.known) return undefined;
    if (utilisationPct === undefined || utilisationPct < LEAST_PCT) return undefined;
    const { several } = ownership;
    const { heldMib, othersMib } = ownership.holding;
    if (heldMib > 0 || othersMib === 0 || fallbackOf(facts, failing)) return undefined;
    const largest = gpu.processes.toSorted((a, b) => (b.memoryMib ?? 0) - (a.memoryMib ?? 0)).slice(0, 3);
    const busy = figure(utilisationPct, '%');
    return {
      title: {
        en: `${card.name} is at ${busy}, and no process of the stack is on it`,
        fr: `${card.name} est à ${busy}, et aucun processus de la pile n’y est`,
      },
      headline: { en: 'GPU WORKS FOR OTHERS', fr: 'GPU AU SERVICE D’AUTRES' },
      evidence: [
        ...ownership.lines,
        ...(claim ? [claim] : []),
        ...largest.map(({ pid, name, memoryMib }) => ({
          en: `process ${pid} (${name}) holds ${figure(memoryMib ?? 0, 'MiB')}`,
          fr: `le processus ${pid} (${name}) occupe ${figure(memoryMib ?? 0, 'MiB')}`,
        })),
      ],
      story: {
        en: `What computes on the card is neither ${several ? 'a' : 'the'} process that serves, nor one that it started, nor a server of this machine that it was connected to. Unless one of those above works for the stack in another way, its utilisation and its memory say nothing of this stack.`,
        fr: `Ce qui calcule sur la carte n’est ni ${several ? 'un' : 'le'} processus qui sert, ni un de ceux qu’il a lancés, ni un serveur de cette machine auquel il était connecté. Sauf si l’un de ceux-là travaille autrement pour la pile, l’utilisation et la mémoire de la carte ne disent rien de cette pile.`,
      },
      remedy: [
        {
          text: { en: 'See who holds the card', fr: 'Voir qui tient la carte' },
          code: {
            language: 'bash',
            lines: [LIST, `ps -o pid,ppid,lstart,args -p ${largest.map(({ pid }) => pid).join(',')}`],
          },
        },
        {
          text: {
            en: 'Stop what is not of the stack, and measure again',
            fr: 'Arrêter ce qui n’est pas de la pile, et mesurer à nouveau',
          },
          code: { language: 'bash', lines: ['ralph review --only backend,llm,tts,turn,gpu,cuda'] },
        },
      ],
      unblock: [
        {
          text: {
            en: 'a process of the stack holds memory of the card',
            fr: 'un processus de la pile occupe de la mémoire de la carte',
          },
          command: LIST,
          holds: false,
        },
      ],
    };
  },
});
