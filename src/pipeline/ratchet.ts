import { figure } from '../domain/figure.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Text } from '../domain/text.ts';
import type { Judged } from './judge.ts';

/** So many comparable cycles in a row, this one included, must have had room to spare. */
const LEAST_CYCLES = 5;
/** Room to spare: no more than this share of the objective. */
const SHARE = 0.5;
/** What is proposed leaves the worst of them so much room. */
const ROOM = 1.5;

/** Up to two significant digits: 217 → 220. */
function roundedUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / step) * step).toPrecision(2));
}

type Cycle = Pick<CycleRecord, 'readings'>;

function hintOf({ criterion, objective }: Judged, cycles: readonly Cycle[]): Text[] {
  const { of, sense, unit } = criterion.objective ?? {};
  if (of === undefined || unit === undefined || sense !== 'at-most') return [];
  const values = cycles.map(({ readings }) => readings[of]?.value);
  const firstOver = values.findIndex((value) => !(typeof value === 'number' && value <= SHARE * objective));
  const held = values.slice(0, firstOver === -1 ? values.length : firstOver).map(Number);
  const proposed = roundedUp(ROOM * Math.max(0, ...held));
  if (held.length < LEAST_CYCLES || !(proposed > 0) || proposed >= objective) return [];
  const line = `criteria: { ${criterion.id}: { objective: ${figure(proposed, unit)} } }`;
  const [worst, allowed] = [figure(Math.max(...held), unit), figure(objective, unit)];
  return [
    {
      en: `${criterion.title.en} has kept to half of its objective for ${held.length} cycles (${worst} at most, of ${allowed}); what it holds can be held to: ${line}`,
      fr: `${criterion.title.fr} tient la moitié de son objectif depuis ${held.length} cycles (${worst} au plus, pour ${allowed}) ; ce qu’il tient peut être exigé : ${line}`,
    },
  ];
}

/** Objectives that could be tightened; `cycles` are this one and the comparable ones before it, newest first. */
export const ratchetHints = (judged: readonly Judged[], cycles: readonly Cycle[]): Text[] =>
  judged.flatMap((each) => hintOf(each, cycles));
