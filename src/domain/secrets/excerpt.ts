import { secretsSeen } from './by-shape.ts';
import { withoutSpans } from './span.ts';

/** Longer than a secret is, so that one which begins inside an excerpt is seen whole. */
const BEYOND_CHARS = 8_000;

/**
 * The first `most` characters of a text, as evidence keeps them. A secret that the cut would halve, and that nobody
 * could recognise afterwards, is masked before; one that stands whole inside is masked where evidence is.
 */
export function firstChars(text: string, most: number): string {
  if (text.length <= most) return text;
  const halved = secretsSeen(text.slice(0, most + BEYOND_CHARS)).filter(
    ({ span: [start, end] }) => start < most && end >= most,
  );
  return withoutSpans(
    text,
    halved.map(({ span }) => span),
    most,
  );
}

/** The last `most` characters of a text; what is masked where it stands is told by what stood before it. */
export function lastChars(text: string, most: number): string {
  if (text.length <= most) return text;
  const near = text.slice(-most - BEYOND_CHARS);
  const spans = secretsSeen(near).map(({ span }) => span);
  return spans.length === 0 ? near.slice(-most) : withoutSpans(near, spans).slice(-most);
}
