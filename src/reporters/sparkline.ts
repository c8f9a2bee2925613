const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Where all are alike there is neither high nor low. */
const LEVEL = '▄';
const GAP = '·';

/** A sign that is put before the value of an index. */
export interface Mark {
  readonly index: number;
  readonly sign: string;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** `count` stretches of as equal a length as can be. */
const stretches = (length: number, count: number): (readonly [from: number, to: number])[] =>
  Array.from({ length: count }, (_, each) => [
    Math.floor((each * length) / count),
    Math.floor(((each + 1) * length) / count),
  ]);

function blockOf(value: number | null, least: number, most: number): string {
  if (value === null) return GAP;
  if (most === least) return LEVEL;
  const place = Math.floor(((value - least) / (most - least)) * BLOCKS.length);
  return BLOCKS[Math.min(BLOCKS.length - 1, place)] ?? LEVEL;
}

/**
 * Values as blocks in `width` characters at most, each the mean of its stretch where there are more, `null` as a gap;
 * marks stand between them where they take no more than a third of the width.
 */
export function sparkline(
  values: readonly (number | null)[],
  width: number,
  marks: readonly Mark[] = [],
): string {
  const shown = 3 * marks.length > width ? [] : marks;
  const parts = stretches(values.length, Math.min(values.length, width - shown.length)).map(([from, to]) => {
    const known = values.slice(from, to).filter((value) => value !== null);
    const signs = shown.filter(({ index }) => index >= from && index < to).map(({ sign }) => sign);
    return { value: known.length === 0 ? null : mean(known), signs };
  });
  const means = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...means), Math.max(...means)];
  return parts.map(({ value, signs }) => `${signs.join('')}${blockOf(value, least, most)}`).join('');
}
