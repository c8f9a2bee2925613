import { secretsSeen } from './by-shape.ts';
import { finderOf } from './by-value.ts';
import { withoutSpans } from './span.ts';

/** A text with every secret in it replaced. */
export type Mask = (text: string) => string;

/**
 * Masks `values` however they are written, any telling piece of them, and whatever looks like a secret. Asked twice, it
 * changes nothing more. `seen` is handed in by who has looked at the same texts before.
 */
export function maskFor(values: readonly string[], seen = secretsSeen): Mask {
  const valuesIn = finderOf(values);
  return (text) => {
    const spans = [...valuesIn(text), ...seen(text).map(({ span }) => span)];
    return spans.length === 0 ? text : withoutSpans(text, spans);
  };
}
