import { GPU_COMMAND } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { FULL_POINTS } from '../domain/points.ts';
import { type CardUse, rolesLine, stackHolding, without } from '../domain/service-vram.ts';
import { same, type Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import { defineCriterion, notMeasured } from './define.ts';

const BROKEN = {
  hangs: { en: 'nvidia-smi hangs', fr: 'nvidia-smi bloque' },
  fails: { en: 'nvidia-smi fails', fr: 'nvidia-smi échoue' },
  absent: { en: 'no GPU', fr: 'aucun GPU' },
} as const;

/** With this much resident the models are at least loaded. */
const RESIDENT_MIB = 1024;

/**
 * Points by utilisation under load: full at the objective; under it `4 + ⌊6·u / objective⌋`; at 0 % three when
 * models are resident, none when the card is empty.
 */
function pointsFor(utilisationPct: number, residentMib: number, objectivePct: number): number {
  if (utilisationPct >= objectivePct) return FULL_POINTS;
  if (utilisationPct > 0) return 4 + Math.floor((6 * utilisationPct) / objectivePct);
  return residentMib >= RESIDENT_MIB ? 3 : 0;
}

/** What the card's memory says of the stack, beside how much of it there is. */
function whoseOf(use: CardUse): Text {
  const holding = stackHolding(use);
  if (holding?.known && holding.heldMib === 0) {
    return { en: ', none of it the stack’s', fr: ', rien à la pile' };
  }
  const bare = without(use).map(({ roles }) => rolesLine(roles));
  return bare.length === 0
    ? same('')
    : { en: `, none of it held by ${bare.join(', ')}`, fr: `, rien à ${bare.join(', ')}` };
}

export default defineCriterion({
  id: 'gpu',
  title: { en: 'GPU', fr: 'GPU' },
  failureTitle: { en: 'The GPU is hardly used', fr: 'Le GPU est à peine utilisé' },
  finding: 'gpu-underused',
  why: {
    en: 'A GPU that idles while the stack speaks is paid for and not used.',
    fr: 'Un GPU au repos pendant que la pile parle est payé pour rien.',
  },
  probe: 'gpu',
  metrics: ['gpu.util_load_pct', 'gpu.mem_used_mib'],
  layer: 'device',
  blocking: true,
  weight: 1,
  shown: true,
  objective: { value: 50, unit: '%', sense: 'at-least', of: 'gpu.util_load_pct' },
  formula: {
    en: 'utilisation u under load: ≥ objective → 10; between → 4 + ⌊6·u/objective⌋; 0 % → 3 with ≥ 1024 MiB resident, else 0',
    fr: 'utilisation u sous charge : ≥ objectif → 10 ; entre les deux → 4 + ⌊6·u/objectif⌋ ; 0 % → 3 avec ≥ 1024 Mio résidents, sinon 0',
  },
  judge(facts, objectivePct) {
    const gpu = facts.observed('gpu');
    if (!gpu) return notMeasured;
    if (gpu.state === 'broken') {
      return {
        points: 0,
        value: BROKEN[gpu.how],
        comment: told(gpu.message),
      };
    }
    const utilisationPct = facts.number('gpu.util_load_pct');
    if (utilisationPct === undefined) {
      return {
        notApplicable: { en: 'the GPU reports no utilisation', fr: 'le GPU n’annonce aucune utilisation' },
      };
    }
    const usedMib = facts.number('gpu.mem_used_mib') ?? 0;
    const totalMib = facts.number('gpu.mem_total_mib');
    const memory = totalMib
      ? `${figure(usedMib, 'MiB')} / ${figure(totalMib, 'MiB')}`
      : figure(usedMib, 'MiB');
    const whose = whoseOf(gpu);
    return {
      points: pointsFor(utilisationPct, usedMib, objectivePct),
      value: same(figure(utilisationPct, '%')),
      comment: {
        en: `under load, ${memory}${whose.en}`,
        fr: `sous charge, ${memory}${whose.fr}`,
      },
    };
  },
  remedy: () => [
    {
      text: {
        en: 'Watch the card while the stack speaks',
        fr: 'Observer la carte pendant que la pile parle',
      },
      code: { language: 'bash', lines: ['nvidia-smi dmon -s um -d 1'] },
    },
    {
      text: {
        en: 'Move the engine that takes the most time onto it',
        fr: 'Y déplacer le moteur qui prend le plus de temps',
      },
    },
  ],
  check: (_facts, objectivePct) => ({
    text: {
      en: `GPU utilisation ≥ ${objectivePct} % under load`,
      fr: `utilisation du GPU ≥ ${objectivePct} % sous charge`,
    },
    command: GPU_COMMAND,
  }),
});
