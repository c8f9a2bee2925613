/** A quantity as a text states it; one figure is a range whose ends are equal. */
export interface Quantity {
  readonly min: number;
  readonly max: number;
  /** What its last digit is worth, in the same unit: 127 and 127.319 say the same, as far as 127 goes. */
  readonly step: number;
  /** Where it stands in the text: from, and up to but without. */
  readonly at: number;
  readonly end: number;
  /** Marked as rounded (`~287ms`). */
  readonly approximate: boolean;
}

// 7,500 · 0.127319 · 172,6 — never more digits than a person reads.
const NUMBER = String.raw`\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:[.,]\d{1,9})?`;
// A sign makes it a difference; `1/5` and `#5` are counts.
const BEFORE = String.raw`(?<![\p{L}\d.,_#/+±−-])`;
const DASH = String.raw`\s?[-–—]\s?`;

/** A figure, or two with a dash between, then one of the units: groups 1 and 3 the figures, 2 and 4 their units. */
const withUnit = (unit: string): RegExp =>
  new RegExp(
    String.raw`${BEFORE}(?:entre |between )?(${NUMBER})(?:\s?(${unit})(?![\p{L}\d]))?(?:(?:${DASH}|(?<=(?:entre|between) .{1,24}) (?:et|and) )(${NUMBER})\s?(${unit})(?![\p{L}\d]))?`,
    'gu',
  );

/** No line that a person wrote has more figures. */
const MOST = 40;

const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+/;

/** A figure as it is written: commas group thousands where they can, else they are decimal. */
function figure(text: string, commasGroup: boolean): { readonly value: number; readonly decimals: number } {
  const plain = commasGroup && GROUPED.test(text) ? text.replaceAll(',', '') : text.replace(',', '.');
  return { value: Number(plain), decimals: plain.split('.')[1]?.length ?? 0 };
}

function quantities(
  text: string,
  pattern: RegExp,
  worth: (unit: string) => number,
  grouped: (unit: string) => boolean = () => true,
): readonly Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.length === MOST) break;
    const [whole, from = '', unitFrom, to, unitTo] = match;
    const unit = unitTo ?? unitFrom;
    if (unit === undefined) continue;
    // "1 611ms": whether a run is counted or thousands are, nobody can tell.
    if (/\d $/.test(text.slice(0, match.index)) && /^\d{3}(?!\d)/.test(from)) continue;
    const low = figure(from, grouped(unitFrom ?? unit));
    const high = to === undefined ? low : figure(to, grouped(unit));
    const [min, max] = [low.value * worth(unitFrom ?? unit), high.value * worth(unit)];
    if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) continue;
    const step = worth(unit) / 10 ** Math.max(low.decimals, high.decimals);
    const approximate = /(?:~|≈|environ |about |approx\.? )\s?$/.test(text.slice(0, match.index));
    found.push({ min, max, step, at: match.index, end: match.index + whole.length, approximate });
  }
  return found;
}

const DURATION = withUnit('ms|s|secs?|secondes?|seconds?');
const SHARE = withUnit('%');
const MEMORY = withUnit('mib|mb|mo');

const rounded = (value: number): number => Number(value.toPrecision(12));

const BARE_LIST =
  /(?<![\p{L}\d.,_#/+−-])(?:\d{1,6}(?:\.\d{1,6})?\s?[,;/]\s){2,30}\d{1,6}(?:\.\d{1,6})?\s?(ms|s)(?![\p{L}\d])/u;

/** Whether a list tells its unit once, at its end: "229, 180, 200ms". */
const tellsUnitOnce = (text: string): boolean => BARE_LIST.test(text);

const inMs = (unit: string): number => (unit === 'ms' ? 1 : 1_000);

/** Durations of a {@link fold}ed text, in milliseconds; of a list that tells its unit once, none. */
export const durationsIn = (text: string): readonly Quantity[] =>
  tellsUnitOnce(text)
    ? []
    : quantities(text, DURATION, inMs, (unit) => unit === 'ms').map((each) => ({
        ...each,
        min: rounded(each.min),
        max: rounded(each.max),
      }));

/** Percentages of a folded text. */
export const percentagesIn = (text: string): readonly Quantity[] => quantities(text, SHARE, () => 1);

/**
 * Sizes of a folded text, in MiB. MB is taken as MiB: such figures are nvidia-smi's, which speaks MiB. One in GB is
 * rounded, so it settles no MiB, and is not read.
 */
export const memoriesIn = (text: string): readonly Quantity[] => quantities(text, MEMORY, () => 1);
