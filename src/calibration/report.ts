import { isTrustworthy, LIMITS, type Row, trustedStreams, worstOf } from './trust.ts';

const sign = (value: number): string => (value < 0 ? '−' : '+');

/** "+0.31": milliseconds to the hundredth, ratios to the ten-thousandth. */
const amount = (value: number, unit: Row['unit']): string =>
  `${sign(value)}${Math.abs(value).toFixed(unit === 'ms' ? 2 : 4)}`;

const withUnit = (value: number, unit: Row['unit']): string =>
  `${amount(value, unit)}${unit === 'ms' ? ' ms' : ''}`;

/** Median and tail of one cell. */
function cell(row: Row | undefined): string {
  if (!row) return '–';
  const { unit, error } = row;
  const doubt = isTrustworthy(row) ? '' : ' !';
  return `${amount(error.median, unit)} / ${amount(error.tail, unit)}${error.tailIs === 'max' ? ' max' : ''}${doubt}`;
}

/** The table: a metric per row, a number of streams per column. */
export function tableOf(rows: readonly Row[]): { readonly head: string[]; readonly body: string[][] } {
  const streams = [...new Set(rows.map((row) => row.streams))].sort((a, b) => a - b);
  const names = [...new Set(rows.map(({ path, metric }) => `${path}: ${metric}`))];
  return {
    head: ['measured − true', ...streams.map((count) => `${count} ${count === 1 ? 'stream' : 'streams'}`)],
    body: names.map((name) => [
      name,
      ...streams.map((count) =>
        cell(rows.find((row) => row.streams === count && `${row.path}: ${row.metric}` === name)),
      ),
    ]),
  };
}

function said({ metric, unit, error }: Row): string {
  const { median, tail, tailIs } = error;
  return `${metric} ${withUnit(median, unit)} (median), ${withUnit(tail, unit)} (${tailIs})`;
}

const ofStreams = (count: number): string => (count === 1 ? '1 stream' : `${count} streams`);

/** Where a path stops being trustworthy, in a sentence. */
function sentence(name: string, rows: readonly Row[]): string {
  const tried = Math.max(...rows.map(({ streams }) => streams));
  const trusted = trustedStreams(rows);
  const worst = worstOf(rows.filter(({ streams }) => streams === trusted));
  const upTo = worst ? ` (at worst ${said(worst)})` : '';
  if (trusted === tried) {
    const most =
      tried === 1
        ? 'with the one stream that it asks for'
        : `up to ${ofStreams(tried)}, the most that was tried`;
    return `${name} can be trusted ${most}${upTo}.`;
  }
  const next = Math.min(...rows.map(({ streams }) => streams).filter((streams) => streams > trusted));
  const bad = worstOf(rows.filter(({ streams }) => streams === next));
  const why = bad ? `: ${said(bad)}` : '';
  return trusted === 0
    ? `${name} cannot be trusted, not even with ${ofStreams(next)}${why}.`
    : `${name} can be trusted up to ${ofStreams(trusted)}${upTo}, and no longer with ${next}${why}.`;
}

/** What the rows mean, in words. */
export function conclusions(rows: readonly Row[]): string[] {
  const of = (path: Row['path']) => rows.filter((row) => row.path === path);
  const { median, tail } = LIMITS.ms;
  return [
    `Trusted: a median within ±${median} ms, and p99 (max below 100 samples) within ±${tail} ms.`,
    ...(of('review').length === 0 ? [] : [sentence('A review', of('review'))]),
    ...(of('bench').length === 0 ? [] : [sentence('A load test', of('bench'))]),
  ];
}
