const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** How many of these values fall into each of `bins` stretches of equal width between the least and the most. */
export function counted(values: readonly number[], bins: number): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || bins < 1) return [];
  if (least === most) return [values.length];
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(((value - least) / (most - least)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** A histogram of values in so many characters at most: the fullest stretch is a full block, an empty one is blank. */
export function histogram(values: readonly number[], width: number): string {
  const counts = counted(values, width);
  const most = Math.max(...counts);
  return counts
    .map((count) => (count === 0 ? ' ' : BLOCKS[Math.ceil((count / most) * BLOCKS.length) - 1]))
    .join('');
}

/** A bar of so many characters, and how many of them are full: as much of it as is done. */
export function bar(share: number, width: number): { readonly full: string; readonly rest: string } {
  const full = Math.floor(Math.min(1, Math.max(0, share)) * width);
  return { full: '━'.repeat(full), rest: '─'.repeat(width - full) };
}

const BAR = { least: 8, most: 24 };

/** How wide a bar is drawn on a line of so many columns. */
export const barWidth = (columns: number): number =>
  Math.min(BAR.most, Math.max(BAR.least, Math.floor(columns / 4)));
