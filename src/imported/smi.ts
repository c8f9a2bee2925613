const HEADER =
  /\b(?:memory\.(?:used|total)|utilization\.gpu)\b[^,]{0,20},|,[^,]{0,20}\b(?:memory\.(?:used|total)|utilization\.gpu)\b/;
const FIGURE = /^\d{1,7}(?:\s?-\s?\d{1,7})?(?=$|\s)/;

/** The columns of a CSV that nvidia-smi wrote, where this folded line is its header. */
export const smiColumns = (folded: string): readonly string[] | null =>
  HEADER.test(folded) ? folded.split(',').map((each) => each.trim()) : null;

/** What a row under such a header says, with the units of the header; null where it is not such a row. */
export function smiRow(columns: readonly string[], folded: string): string | null {
  const cells = folded.split(',').map((each) => each.trim());
  if (cells.length !== columns.length) return null;
  const cell = (name: string): string | undefined =>
    FIGURE.exec(cells[columns.findIndex((each) => each.startsWith(name))] ?? '')?.[0];
  const [load, used, total] = [cell('utilization.gpu'), cell('memory.used'), cell('memory.total')];
  const said = [
    ...(load === undefined ? [] : [`gpu utilization: ${load}%`]),
    ...(used === undefined
      ? []
      : [`memory used: ${used} mib${total === undefined ? '' : ` / ${total} mib`}`]),
    ...(used === undefined && total !== undefined ? [`memory total: ${total} mib`] : []),
  ];
  return said.length > 0 ? said.join(', ') : null;
}
