const WIDEST = 34;
const LEAST_LAST = 20;
const LEAST = 8;
/** A space on each side. */
const PADDING = 2;

/** Widths of the columns and the lines between them. */
const across = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width + 1, 1);

/** What the cells want, the widest narrowed until all fit into `columns` (or none can give more), the rest to the last. */
function fitted(wanted: readonly number[], columns: number): number[] {
  const widths = [...wanted.slice(0, -1), LEAST_LAST];
  while (across(widths) > columns) {
    const widest = Math.max(...widths.slice(0, -1), LEAST);
    const index = widths.lastIndexOf(widest, -2);
    if (widest === LEAST || index === -1) break;
    widths[index] = widest - 1;
  }
  return [...widths.slice(0, -1), Math.max(LEAST_LAST, columns - across(widths.slice(0, -1)) - 1)];
}

/** On lines of `width`, broken where a word or a part of a name ends; a part longer than a line is cut through. */
export function broken(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=[\s-])/)) {
    for (const piece of part.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []) {
      if (`${line}${piece}`.trimEnd().length > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece.replace(/\s/, ' ');
    }
  }
  return [...lines, line.trimEnd()].join('\n');
}

/** Rows of the same keys as a table, the last column as wide as is left; `paint` colours each line of a cell. */
export async function grid(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: number,
  paint: (line: string, key: string, row: number) => string = (line) => line,
): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const head = Object.keys(rows[0] ?? {});
  const drawn = rows.map((row) => head.map((key) => String(row[key])));
  const wanted = head.map((key, index) =>
    Math.min(WIDEST, Math.max(key.length, ...drawn.map((cells) => cells[index]?.length ?? 0)) + PADDING),
  );
  const colWidths = fitted(wanted, columns);
  const inside = (text: string, index: number): string => broken(text, (colWidths[index] ?? LEAST) - PADDING);
  const table = new Table({
    head: head.map(inside),
    style: { head: [], border: [], compact: true },
    colWidths,
    wordWrap: true,
  });
  const painted = (text: string, index: number, row: number): string =>
    inside(text, index)
      .split('\n')
      .map((line) => paint(line, head[index] ?? '', row))
      .join('\n');
  table.push(...drawn.map((cells, row) => cells.map((text, index) => painted(text, index, row))));
  return table.toString();
}
