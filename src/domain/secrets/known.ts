import { type Mask, maskFor } from './mask.ts';

/** The secrets that a run has come to know: those of its environment, and what its config or a flag names. */
export interface Secrets {
  /** All of them, as they are. */
  readonly values: readonly string[];
  learn(values: readonly string[]): void;
  readonly mask: Mask;
}

/** Begins with `given`; whatever is learned is masked from then on. */
export function knownSecrets(given: readonly string[]): Secrets {
  let values = given;
  let mask: Mask | undefined;
  return {
    get values() {
      return values;
    },
    learn(more) {
      values = [...values, ...more];
      mask = undefined;
    },
    mask(text) {
      mask ??= maskFor(values);
      return mask(text);
    },
  };
}
