import type { Field, Stated } from '../../domain/imported.ts';
import { isAim, isReplaced } from '../bearing.ts';
import { memoriesIn, percentagesIn } from '../quantities.ts';
import type { Said } from '../said.ts';
import { settle } from '../settle.ts';
import { GPU, ROW, stated } from './gpu.ts';

const LOAD =
  /\b(?:gpu|utili[sz]ation|util|compute|usage|utilisee?|inutilisee?|idle|dort|repos|en charge|(?<!cpu )load|pic|peak|rtx \d{4}|nvidia[\w ]{0,40}|gpu_util)\b/g;
const OTHER =
  /\b(?:v?ram|memory|memoire|mem|score|tests?|coverage|couverture|cpu|cache|build|runs?|latence|latency|e2e|llm|tts|temperature|fan|power|progres)\b/g;

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
    memoriesIn(text)[0]?.at ??
    /(?<![\d-])\d{1,4} ?(?:gb|go|gib)\b/.exec(text)?.index ??
    Number.POSITIVE_INFINITY;
  return percentagesIn(text).flatMap((each) => {
    // A share behind a size of memory is of that memory; "from 0% to 42%" may be a change or a range.
    if (
      each.at > memory &&
      !/\b(?:(?:gpu )?(?:util|compute)|default)/.test(text.slice(each.end, each.end + 20))
    )
      return [];
    if (/\d\s?\/\s?\d{1,4}\s?[(=]?\s?$/.test(text.slice(0, each.at))) return [];
    if (/\b(?:de|from) \d{1,3}\s?% (?:a|to) $/.test(text.slice(0, each.at))) return [];
    if (/^ (?:a|to) \d{1,3}\s?%/.test(text.slice(each.end))) return [];
    if (isAim(text, each) || isReplaced(text, each)) return [];
    if (each.max > 100 || !isLoad(said, each.at, each.end)) return [];
    return each.min === each.max
      ? [stated(each.min, said)]
      : [stated(each.min, said), stated(each.max, said)];
  });
}

/** How busy the GPU was, in percent: settled where the review says one figure; an idle and a busy one are two. */
export const gpuLoadOf = (said: readonly Said[]): Field<number> => settle(said.flatMap(loadsIn));
