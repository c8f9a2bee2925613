import type { Field, Stated } from '../../domain/imported.ts';
import { isAim, isReplaced } from '../bearing.ts';
import { memoriesIn } from '../quantities.ts';
import type { Said } from '../said.ts';
import { settle } from '../settle.ts';
import { ROW, stated } from './gpu.ts';

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
const OF_GPU =
  /^\W{0,4}(?:gpu[\s-]?(?:memory|memoire|mem|vram)|vram)\s?:\s(?:[^:]{1,30}(?:→|->|=>)\s?)?\W{0,3}$/;
const FREE = /^\s(?:de |of )?(?:v?ram )?(?:free|libres?|dispo\p{L}*|available|total)\b/u;
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
    const bare = OF_GPU.test(text.slice(0, each.at)) && !FREE.test(text.slice(each.end, each.end + 30));
    return bare ? [is('used', each.min, false)] : [];
  });
}

/**
 * Memory of the GPU, in MiB: used, and of how much. A bare figure beside "GPU memory" is what is used only where
 * nothing else names itself used, and the whole is known to be more.
 */
export function gpuMemoryOf(said: readonly Said[]): Readonly<Record<keyof Memory, Field<number>>> {
  const found = said.flatMap(memoriesOf);
  const of = (key: keyof Memory, named: boolean): readonly Stated<number>[] =>
    found
      .filter((each) => each.key === key && each.named === named)
      .map(({ value, line, text }) => ({ value, line, text }));
  const total = settle(of('total', true));
  const used = settle(of('used', true));
  const bare = of('used', false);
  if (used.where !== null || used.candidates.length > 0 || bare.length === 0) return { used, total };
  const isUsed = bare.every(({ value }) => total.value !== null && value < total.value);
  return { used: isUsed ? settle(bare) : { value: null, where: null, candidates: bare }, total };
}
