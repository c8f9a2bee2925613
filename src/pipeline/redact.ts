import { secretsSeen } from '../domain/secrets/by-shape.ts';
import { type Mask, maskFor } from '../domain/secrets/mask.ts';
import { isGiven, isSureName } from '../domain/secrets/names.ts';
import { MASK } from '../domain/secrets/span.ts';

const FLAG = /^--?(?:[a-z]{1,16}-){0,3}(?:key|token|secret|password|passwd)$/i;

/** A copy of a value without a secret in any string of it, keys included, nor behind a name or flag of one. */
function cleaned(value: unknown, mask: Mask): unknown {
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return mask(item);
    if (Array.isArray(item)) return item.map((each, index) => (isFlagged(item, index) ? MASK : walk(each)));
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => [
        mask(key),
        typeof inner === 'string' && isSureName(key) && isGiven(inner) ? MASK : walk(inner),
      ]),
    );
  };
  return walk(value);
}

/** Whether an entry of a command line stands behind a flag that takes a secret. */
function isFlagged(list: readonly unknown[], index: number): boolean {
  const [flag, said] = [list[index - 1], list[index]];
  return (
    typeof flag === 'string' &&
    FLAG.test(flag) &&
    typeof said === 'string' &&
    isGiven(said) &&
    !said.startsWith('-')
  );
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* textsIn(inner);
    }
}

/** The secrets of which some text gives the whole: a piece of one of them may stand elsewhere. */
const learned = (value: unknown, seen: typeof secretsSeen): string[] => [
  ...new Set(
    [...new Set(textsIn(value))].flatMap((text) =>
      seen(text).flatMap(({ shape, text: secret }) => (shape.learned ? [secret] : [])),
    ),
  ),
];

/** Looks at a text once: evidence says the same names of fields thousands of times. */
function once<Result>(look: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = look(text);
    known.set(text, result);
    return result;
  };
}

/** A copy of `value` without any of `secrets`, nor anything that looks like one, in any string of it, keys included. */
export function redact<T>(value: T, secrets: readonly string[]): T;
export function redact(value: unknown, secrets: readonly string[]): unknown {
  const seen = once(secretsSeen);
  return cleaned(value, once(maskFor([...secrets, ...learned(value, seen)], seen)));
}
