/** Deeper than anything that is made to be read; whoever walks a value by recursion comes to its end. */
export const MOST_LEVELS = 200;

type Nested = readonly unknown[] | Record<string, unknown>;

const isNested = (value: unknown): value is Nested => typeof value === 'object' && value !== null;

/** Looks into every part of a value: as quick as can be, because history reads reviews by the thousand. */
function tidy(value: Nested, level: number): void {
  if (level > MOST_LEVELS) throw new RangeError(`found JSON that nests deeper than ${MOST_LEVELS} levels`);
  if (Array.isArray(value)) {
    for (const inner of value) if (isNested(inner)) tidy(inner, level + 1);
    return;
  }
  for (const key in value) {
    if (key === '__proto__') Reflect.deleteProperty(value, key);
    else {
      const inner = (value as Record<string, unknown>)[key];
      if (isNested(inner)) tidy(inner, level + 1);
    }
  }
}

/**
 * The value of a JSON text that nobody has vouched for, without keys that could stand in for a prototype. Throws a
 * SyntaxError where it is none, and a RangeError where it nests deeper than {@link MOST_LEVELS}.
 */
export function fromJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isNested(value)) tidy(value, 1);
  return value;
}

/** As {@link fromJson}; undefined where the text is none that may be read. */
export function jsonIn(text: string): unknown {
  try {
    return fromJson(text);
  } catch {
    return undefined;
  }
}
