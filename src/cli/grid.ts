const WIDEST = 34;
const LEAST_LAST = 20;

/** Rows of the same keys as a table, the last column as wide as is left. */
export async function grid(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: number,
): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const head = Object.keys(rows[0] ?? {});
  const drawn = rows.map((row) => head.map((key) => String(row[key])));
  const widths = head.map((key, index) =>
    Math.min(WIDEST, Math.max(key.length, ...drawn.map((cells) => cells[index]?.length ?? 0)) + 2),
  );
  const last = Math.max(
    LEAST_LAST,
    columns - widths.slice(0, -1).reduce((sum, width) => sum + width + 1, 1) - 1,
  );
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colWidths: [...widths.slice(0, -1), last],
    wordWrap: true,
  });
  table.push(...drawn);
  return table.toString();
}
