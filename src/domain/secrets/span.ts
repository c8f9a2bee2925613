/** Stands where a secret stood; says neither how long it was nor what kind. */
export const MASK = '[secret]';

/** From the first character of a secret to the one behind its last. */
export type Span = readonly [start: number, end: number];

/** The same spans in order, those that touch as one. */
function merged(spans: readonly Span[]): Span[] {
  const whole: [number, number][] = [];
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const last = whole.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else whole.push([start, end]);
  }
  return whole;
}

/** The first `most` characters of a text with each span masked; a span that reaches beyond is masked whole. */
export function withoutSpans(text: string, spans: readonly Span[], most = text.length): string {
  const pieces: string[] = [];
  let last = 0;
  for (const [start, end] of merged(spans)) {
    if (start >= most) break;
    pieces.push(text.slice(last, start), MASK);
    last = end;
  }
  return pieces.length === 0
    ? text.slice(0, most)
    : [...pieces, text.slice(last, Math.max(last, most))].join('');
}
