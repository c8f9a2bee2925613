import { folded } from '../../domain/folded.ts';
import type { Canvas } from '../../domain/reporter.ts';
import type { Verdict } from '../../domain/review.ts';

type Paint = (text: string) => string;

/** A line of a screen: parts, each with its colour. */
export type Line = readonly (readonly [text: string, tone?: Tone | undefined])[];

export type Tone = 'good' | 'bad' | 'doubt' | 'dim' | 'strong';

/** What a screen is drawn with. */
export interface Brush {
  readonly columns: number;
  /** A line that is never wider than the screen. */
  line(parts: Line): string;
  /** A text over at most so many lines behind an indent, all but the first a little further in. */
  text(text: string, indent: number, most: number): string[];
}

/** Narrower screens are not reckoned with. */
const LEAST_COLUMNS = 40;

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  ok: 'good',
  attention: 'doubt',
  blocked: 'bad',
  inconclusive: 'doubt',
};

/** The first so many characters, the last of them an ellipsis where there are more; none is cut in half. */
export function cut(text: string, room: number): string {
  if (text.length <= room) return text;
  return room < 1 ? '' : `${text.slice(0, room - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export async function brushFor(canvas: Canvas): Promise<Brush> {
  const { default: pico } = await import('picocolors');
  const { green, red, yellow, dim, bold } = pico.createColors(canvas.color);
  const paints: Readonly<Record<Tone, Paint>> = { good: green, bad: red, doubt: yellow, dim, strong: bold };
  const columns = Math.max(LEAST_COLUMNS, canvas.columns);
  const line = (parts: Line): string => {
    let left = columns;
    return parts
      .map(([text, tone]) => {
        const shown = cut(text, left);
        left -= shown.length;
        return tone ? paints[tone](shown) : shown;
      })
      .join('')
      .trimEnd();
  };
  return {
    columns,
    line,
    text(text, indent, most) {
      const [first = '', ...others] = folded(text, columns - indent - 4, 2).split('\n');
      const kept = [first, ...others.slice(0, most - 1)];
      if (others.length >= most) kept.push(`${kept.pop()} …`);
      return kept.map((each) => line([[`${' '.repeat(indent)}${each}`]]));
    },
  };
}
