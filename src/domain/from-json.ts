/** Deeper than anything that is made to be read; whoever walks a value by recursion comes to its end. */
export const MOST_LEVELS = 200;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * The value of a JSON text that nobody has vouched for, without keys that could stand in for a prototype. Throws a
 * SyntaxError where it is none, and a RangeError where it nests deeper than {@link MOST_LEVELS}.
 */
export function fromJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let layer: readonly object[] = isNested(value) ? [value] : [];
  for (let level = 1; layer.length > 0; level++) {
    if (level > MOST_LEVELS) throw new RangeError(`found JSON that nests deeper than ${MOST_LEVELS} levels`);
    const below: object[] = [];
    for (const each of layer) {
      Reflect.deleteProperty(each, '__proto__');
      for (const inner of Object.values(each)) if (isNested(inner)) below.push(inner);
    }
    layer = below;
  }
  return value;
}
