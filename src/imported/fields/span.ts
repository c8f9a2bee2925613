import type { Field, Span, Stated } from '../../domain/imported.ts';
import { SILENT } from '../settle.ts';
import type { DurationStated } from './durations-stated.ts';

const within = (value: number, span: Span, step: number): boolean =>
  value >= span.min - step / 2 && value <= span.max + step / 2;

/** Whether two statements can be of the same times: equal as far as the rougher of them goes. */
const same = (one: DurationStated, other: DurationStated): boolean => {
  const step = Math.max(one.step, other.step) / 2 + 1e-9;
  return Math.abs(one.min - other.min) <= step && Math.abs(one.max - other.max) <= step;
};

const hullOf = (stated: readonly Span[]): Span => ({
  min: stated.reduce((least, { min }) => Math.min(least, min), Number.POSITIVE_INFINITY),
  max: stated.reduce((most, { max }) => Math.max(most, max), 0),
});

const equal = (one: Span, other: Span): boolean => one.min === other.min && one.max === other.max;

const at = (stated: readonly DurationStated[], span: Span): number =>
  (stated.find((each) => equal(each, span)) ?? stated.find(({ min }) => min === span.min) ?? stated[0])?.said
    .line ?? 0;

/** The lowest and the highest of each list of runs; a list of one run is none. */
function seriesOf(
  stated: readonly DurationStated[],
): readonly { readonly name: string; readonly span: Span }[] {
  const lists = new Map<string, DurationStated[]>();
  for (const each of stated) {
    if (each.run === null || each.part === 'mean') continue;
    const key = `${each.run}\n${each.said.group}`;
    const list = lists.get(key);
    if (list) list.push(each);
    else lists.set(key, [each]);
  }
  return [...lists]
    .filter(([, runs]) => new Set(runs.map(({ said, at: column }) => `${said.line}:${column}`)).size > 1)
    .map(([key, runs]) => ({ name: key.split('\n')[0] ?? '', span: hullOf(runs) }));
}

/** The statement that says most often what all of them say; of several the one in whole milliseconds. */
function commonest(stated: readonly DurationStated[]): DurationStated | undefined {
  const key = ({ min, max }: DurationStated): string => `${min}-${max}`;
  const times = new Map<string, number>();
  for (const each of stated) times.set(key(each), (times.get(key(each)) ?? 0) + 1);
  const most = stated.reduce((count, each) => Math.max(count, times.get(key(each)) ?? 0), 0);
  const likely = stated.filter((each) => times.get(key(each)) === most);
  return likely.find(({ step }) => step === 1) ?? likely[0];
}

/** Where nobody lists runs and nobody states a range: all say one figure, or its two ends. */
function ofSingles(whole: readonly DurationStated[], parts: readonly DurationStated[]): Span | null {
  const named = whole.some(({ own }) => own) ? whole.filter(({ own }) => own) : whole;
  const first = commonest(named);
  if (first) {
    const outside = parts.some(
      ({ min, max, step }) => !within(min, first, step) || !within(max, first, step),
    );
    return !outside && named.every((each) => same(first, each)) ? { min: first.min, max: first.max } : null;
  }
  const ends = (['min', 'max'] as const).map((end) => parts.filter(({ part }) => part === end));
  const begun = (['cold', 'warm'] as const).map((way) => parts.filter(({ part }) => part === way));
  for (const two of [ends, begun])
    if (two.every((each) => each[0] && each.every((other) => each[0] && same(each[0], other))))
      return hullOf(two.flat());
  return null;
}

/**
 * What a review settles of one latency.
 *
 * - A mean, a median and a percentile say neither end, nor does the same figure where it is not called one; and a rounded figure counts where no exact one is stated.
 * - Runs that are listed one by one are the evidence. A range in words holds beside them where it is theirs, or where
 *   it is wider and both its ends are stated singly as well; one that leaves a run out is wrong, and the runs hold.
 * - Where each run has two figures (the server's and the client's), they settle only what a range in words repeats.
 * - Without runs, all ranges in words must be the same, and no single figure may lie outside.
 * - Without ranges, the figures that name the latency on their own line must agree; those that only stand under a
 *   heading are asked where none does.
 */
function settled(all: readonly DurationStated[]): Span | null {
  const exact = all.filter(({ approximate, part }) => !approximate && part !== 'mean');
  const stated = exact.length > 0 ? exact : all.filter(({ part }) => part !== 'mean');
  const means = all.filter(({ part }) => part === 'mean');
  const isMean = (each: DurationStated): boolean =>
    each.run === null && means.some((mean) => same(each, mean));
  const figures = stated.filter((each) => !isMean(each));
  const series = seriesOf(figures);
  const whole = figures.filter(({ part, run }) => part === 'whole' && (run === null || series.length === 0));
  const ranges = whole.filter(({ min, max }) => min < max);
  const singles = figures.filter(({ min, max }) => min === max);
  const [range] = ranges;
  if (range && !ranges.every((each) => same(range, each))) return null;
  const names = new Set(series.map(({ name }) => name));
  const [first] = series;
  if (range && first) {
    const span = { min: range.min, max: range.max };
    const alike = series.some((each) => equal(each.span, span));
    if (names.size > 1) return alike ? span : null;
    const inside = series.every((each) => within(each.span.min, span, 0) && within(each.span.max, span, 0));
    const attested = [span.min, span.max].every((end) => singles.some(({ min }) => min === end));
    if (alike || inside) return alike || attested ? span : null;
  }
  if (first) {
    if (names.size > 1 || !series.every((each) => equal(each.span, first.span))) return null;
    const stray = singles.some(({ own, min, step }) => own && !within(min, first.span, step));
    return stray ? null : first.span;
  }
  if (range) {
    const stray = singles.some(({ own, min, step }) => own && !within(min, range, step));
    return stray ? null : { min: range.min, max: range.max };
  }
  return ofSingles(
    whole,
    figures.filter(({ part }) => part !== 'whole'),
  );
}

const candidate = ({ min, max, said: { line, raw } }: DurationStated): Stated<Span> => ({
  value: { min, max },
  line,
  text: raw,
});

/** The field of one latency from all that a review states of it. */
export function spanOf(all: readonly DurationStated[]): Field<Span> {
  if (all.length === 0) return SILENT;
  const span = settled(all);
  if (!span) return { value: null, where: null, candidates: all.map(candidate) };
  return { value: span, where: at(all, span), candidates: [] };
}
