import type { Text } from '../domain/text.ts';

/** A key of a config: one that stands in it, or one that is shown behind a # with what it could say. */
export interface Key {
  readonly name: string;
  readonly value: unknown;
  readonly about: Text;
  /** Whether it is only shown. */
  readonly off?: true;
}

/** A key that stands where `value` is there, and else is shown with an example. */
export const orShown = (name: string, value: unknown, example: unknown, about: Text): Key =>
  value === null || value === undefined ? { name, value: example, about, off: true } : { name, value, about };
