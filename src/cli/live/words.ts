import { figure, range } from '../../domain/figure.ts';
import { figuresIn, type Lang } from '../../domain/text.ts';
import type { TimeLeft } from '../../pipeline/time-left.ts';
import { median } from '../../statistics/quantile.ts';
import { clockTime } from '../plan-text.ts';

/** The words of the live view, in one language. */
export const WORDS = {
  en: {
    warm: (count: number) => `${count} warm`,
    coming: 'cold and warm-up',
    failed: (count: number) => `${count} failed`,
    median: (time: string) => `median ${time}`,
    of: (time: string) => `of about ${time}`,
    about: (time: string) => `about ${time}`,
    left: (time: string, isWhole: boolean) => `${isWhole ? 'about' : 'at least'} ${time} left`,
    watching: 'watching',
    more: (count: number) => `${count} more`,
    done: (done: number, all: number) => `${done} of ${all}`,
    colon: ': ',
  },
  fr: {
    warm: (count: number) => `${count} à chaud`,
    coming: 'à froid et mise en route',
    failed: (count: number) => `${count} en échec`,
    median: (time: string) => `médiane ${time}`,
    of: (time: string) => `sur environ ${time}`,
    about: (time: string) => `environ ${time}`,
    left: (time: string, isWhole: boolean) => `encore ${isWhole ? 'environ' : 'au moins'} ${time}`,
    watching: 'observe',
    more: (count: number) => `${count} de plus`,
    done: (done: number, all: number) => `${done} sur ${all}`,
    colon: ' : ',
  },
} as const satisfies Record<Lang, unknown>;

export type Words = (typeof WORDS)[Lang];

const SECOND_MS = 1_000;

/** Whole seconds: what is counted while somebody looks has no decimals. */
export const elapsedTime = (ms: number): string =>
  clockTime(Math.floor(Math.max(0, ms) / SECOND_MS) * SECOND_MS);

/** To 1, 5 or 10 s, so that a guess looks like one and does not flutter. */
export function roughTime(ms: number): string {
  const stepMs = ms < 10_000 ? SECOND_MS : ms < 60_000 ? 5_000 : 10_000;
  return clockTime(Math.max(1, Math.round(ms / stepMs)) * stepMs);
}

export const leftText = (left: TimeLeft | null, words: Words): string | undefined =>
  left === null ? undefined : words.left(roughTime(left.ms), left.isWhole);

/** From the least to the most, and the median; undefined without any. */
export function spread(timesMs: readonly number[], lang: Lang) {
  const [times, middle] = [range(timesMs, 'ms'), median(timesMs)];
  return times === undefined || middle === undefined
    ? undefined
    : {
        times: figuresIn(times, lang),
        median: WORDS[lang].median(figuresIn(figure(middle, 'ms'), lang)),
      };
}
