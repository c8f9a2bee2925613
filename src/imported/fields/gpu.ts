import type { Field, Stated } from '../../domain/imported.ts';
import { isAim, isMean, isReplaced } from '../bearing.ts';
import { memoriesIn, percentagesIn } from '../quantities.ts';
import type { Said } from '../said.ts';
import { SILENT, settle } from '../settle.ts';

const stated = <Value>(value: Value, { line, raw }: Said): Stated<Value> => ({ value, line, text: raw });

const GPU = /\b(?:gpu|nvidia|geforce|rtx|gtx|cuda|carte graphique|graphics card)\b/;
const LOAD =
  /\b(?:gpu|utili[sz]ation|util|compute|usage|utilisee?|inutilisee?|idle|dort|rtx \d{4}|nvidia[\w ]{0,40}|gpu_util)\b/g;
const OTHER =
  /\b(?:v?ram|memory|memoire|mem|score|tests?|coverage|couverture|cpu|cache|build|runs?|latence|latency|e2e|llm|tts|temperature|fan|power|progres)\b/g;

/** nvidia-smi's own row: sizes between commas. */
const ROW = /(?:^|[,;]\s?)(\d{1,7})\s?mib,\s?(\d{1,7})\s?mib(?=\s?(?:,|$))/;

const lastAt = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** Whether what the text names last before the place, or right behind it, is the load of the GPU. */
function isLoad({ text, about }: Said, at: number, end: number): boolean {
  const behind = text.slice(end, end + 24);
  if (/^[\s)]{0,2}(?:de |d'|of )?(?:la )?(?:v?ram|memory|memoire|mem)\b/.test(behind)) return false;
  if (
    /^\s(?:d')?(?:gpu )?(?:utili[sz]ation|util|compute|gpu)\b/.test(behind) &&
    about.concat(text).some((each) => GPU.test(each))
  )
    return true;
  if (/^ default\b/.test(behind)) return true;
  const before = text.slice(0, at);
  if (ROW.test(text) && /(?:^|,\s?)$/.test(before)) return true;
  const named = lastAt(before, LOAD);
  if (named < 0 || lastAt(before, OTHER) > named) return false;
  return GPU.test(before) || about.some((each) => GPU.test(each));
}

function loadsIn(said: Said): readonly Stated<number>[] {
  const { text } = said;
  const memory =
    memoriesIn(text)[0]?.at ?? /\d ?(?:gb|go|gib)\b/.exec(text)?.index ?? Number.POSITIVE_INFINITY;
  return percentagesIn(text).flatMap((each) => {
    // A share behind a size of memory is of that memory; "from 0% to 42%" may be a change or a range.
    if (
      each.at > memory &&
      !/\b(?:(?:gpu )?(?:util|compute)|default)/.test(text.slice(each.end, each.end + 20))
    )
      return [];
    if (/\b(?:de|from) \d{1,3}\s?% (?:a|to) $/.test(text.slice(0, each.at))) return [];
    if (/^ (?:a|to) \d{1,3}\s?%/.test(text.slice(each.end))) return [];
    if (isAim(text, each) || isReplaced(text, each) || isMean(text, each, 0)) return [];
    if (each.max > 100 || !isLoad(said, each.at, each.end)) return [];
    return each.min === each.max
      ? [stated(each.min, said)]
      : [stated(each.min, said), stated(each.max, said)];
  });
}

/** How busy the GPU was, in percent: settled where the review says one figure; an idle and a busy one are two. */
export const gpuLoadOf = (said: readonly Said[]): Field<number> => settle(said.flatMap(loadsIn));

interface Memory {
  readonly used: number;
  readonly total: number;
}

/** `1362 MiB / 49140 MiB`, `806/49140 MiB`, `678 MiB sur 49140 MiB`. */
const PAIR =
  /(?<![\p{L}\d.,/+-])(\d{1,7})\s?(?:mib|mb|mo)?\s?(?:\/|sur|of|out of)\s?(\d{1,7})\s?(?:mib|mb|mo)(?!\p{L})/u;
const USED_BEFORE =
  /\b(?:(?:memory|memoire|vram|mem)[ .]?(?:gpu )?(?:used|usage|utilisee?)|used memory)\s?[:=]\s?$/;
const USED_BEHIND = /^\s(?:de |of )?(?:(?:v?ram|memory|memoire)\s)?(?:utilisee?s?|used)\b/;
const TOTAL_BEFORE =
  /\b(?:(?:memory|memoire|vram|mem)[ .]?total\p{L}*|total (?:memory|vram|memoire))\s?[:=]\s?$/u;
const OF_GPU = /^(?:gpu|vram)[\s-]?(?:memory|memoire|mem|vram|ram)?\s?:\s\W{0,3}$/;
/** A process has less than the card. */
const PROCESS = /\b(?:process(?:us)?|pid|python\d?|loaded|chargee?|orphelin utilisant)\b/;

interface MemoryStated extends Stated<number> {
  readonly key: keyof Memory;
  readonly named: boolean;
}

function memoriesOf(said: Said): readonly MemoryStated[] {
  const { text } = said;
  const is = (key: keyof Memory, value: number, named = true): MemoryStated => ({
    ...stated(value, said),
    key,
    named,
  });
  const [, used, total] = ROW.exec(text) ?? PAIR.exec(text) ?? [];
  if (used !== undefined && total !== undefined && Number(used) <= Number(total))
    return [is('used', Number(used)), is('total', Number(total))];
  if (PROCESS.test(text) && !/\bmemory used\b/.test(text)) return [];
  return memoriesIn(text).flatMap((each) => {
    if (isAim(text, each) || isReplaced(text, each) || each.min !== each.max) return [];
    const before = text.slice(Math.max(0, each.at - 40), each.at);
    if (TOTAL_BEFORE.test(before)) return [is('total', each.min)];
    if (USED_BEFORE.test(before) || USED_BEHIND.test(text.slice(each.end, each.end + 30)))
      return [is('used', each.min)];
    return OF_GPU.test(text.slice(0, each.at)) ? [is('used', each.min, false)] : [];
  });
}

/**
 * Memory of the GPU, in MiB: used, and of how much. What names itself used, or stands in a pair or in a row of
 * nvidia-smi, outranks a bare figure beside "GPU memory".
 */
export function gpuMemoryOf(said: readonly Said[]): Readonly<Record<keyof Memory, Field<number>>> {
  const found = said.flatMap(memoriesOf);
  const of = (key: keyof Memory): Field<number> => {
    const some = found.filter((each) => each.key === key);
    const named = some.filter((each) => each.named);
    return settle((named.length > 0 ? named : some).map(({ value, line, text }) => ({ value, line, text })));
  };
  return { used: of('used'), total: of('total') };
}

const NAME =
  /\b(?:NVIDIA )?(?:GeForce )?(?:(?:RTX|GTX|GT) ?(?:PRO )?A?\d{3,4}(?: ?(?:Ti|SUPER|Ada)\b)*(?: Laptop GPU)?|(?:Tesla )?(?:[AHB][12]00|A10G?|A30|A40|H20|L4|L40S?|T4|V100|P100|P40)(?:[- ](?:SXM\d?|PCIe|NVL))?(?:[- ]\d{2,3}GB)?(?= ?(?:GPU|\(|,|$)))/gi;

const core = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\b(?:nvidia|geforce|tesla)\b/g, '')
    .replace(/[\s-]/g, '');

/** The name of the GPU, as the review spells it most fully; null where it names several. */
export function gpuNameOf(said: readonly Said[]): Field<string> {
  const names = said.flatMap((each) =>
    [...each.raw.matchAll(NAME)]
      .map(([name]) => name.trim())
      .filter((name) => /^(?:nvidia|geforce|rtx|gtx|tesla)/i.test(name) || GPU.test(each.text))
      .map((name) => stated(name, each)),
  );
  const field = settle(names, (one, other) => core(one) === core(other));
  if (field.value === null) return names.length === 0 ? SILENT : field;
  const [fullest] = names.toSorted((one, other) => other.value.length - one.value.length);
  return fullest ? { value: fullest.value, where: fullest.line, candidates: [] } : SILENT;
}
