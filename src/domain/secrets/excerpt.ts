import { secretsSeen } from './by-shape.ts';
import { withoutSpans } from './span.ts';

/** Longer than a secret is, so that one which begins inside an excerpt is seen whole. */
const BEYOND_CHARS = 8_000;

/**
 * The first `most` characters of a text, as evidence keeps them. A secret that the cut would halve, and that nobody
 * could recognise afterwards, is masked before; one that stands whole inside is masked where evidence is.
 */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return text;
  const halved = secretsSeen(text.slice(0, most + BEYOND_CHARS)).filter(
    ({ span: [start, end] }) => start < most && end > most,
  );
  return withoutSpans(text, halved.map(({ span }) => span), most);
}
