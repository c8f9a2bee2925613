/** A table in plain text: names on the left, figures right-aligned, the last column as it comes. */
export function plainTable(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const aligned = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 ? text.padEnd(width) : text.padStart(width);
  };
  return lines
    .map((line) => line.map((text, column) => (column === line.length - 1 ? text : aligned(text, column))))
    .map((line) => line.join('  '))
    .join('\n');
}
