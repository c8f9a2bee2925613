import type { Field, Stated } from '../domain/imported.ts';

/** What a document never says. */
export const SILENT: Field<never> = { value: null, where: null, candidates: [] };

/** A field from all that a document says of it: its value where they all agree, else the candidates. */
export function settle<Value>(
  stated: readonly Stated<Value>[],
  same: (one: Value, other: Value) => boolean = Object.is,
): Field<Value> {
  const [first, ...others] = stated;
  if (!first) return SILENT;
  const agree = others.every(({ value }) => same(first.value, value));
  return agree
    ? { value: first.value, where: first.line, candidates: [] }
    : { value: null, where: null, candidates: stated };
}
