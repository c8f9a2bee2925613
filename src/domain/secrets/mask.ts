import { secretsSeen } from './by-shape.ts';
import { finderOf } from './by-value.ts';
import { withoutSpans } from './span.ts';

/** A text with every secret in it replaced. */
export type Mask = (text: string) => string;

/** Masks `values` however they are written, any telling piece of them, and whatever looks like a secret. Asked twice, it changes nothing more. */
export function maskFor(values: readonly string[]): Mask {
  const valuesIn = finderOf(values);
  return (text) => {
    const spans = [...valuesIn(text), ...secretsSeen(text).map(({ span }) => span)];
    return spans.length === 0 ? text : withoutSpans(text, spans);
  };
}
