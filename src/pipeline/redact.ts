/** Stands where a secret stood. */
const MASK = '[secret]';

/** Shorter values are words, not secrets: masking them would garble the evidence. */
const SHORTEST = 6;

/** A copy of `value` without any of `secrets` in any string of it, keys included. */
export function redact<T>(value: T, secrets: readonly string[]): T;
export function redact(value: unknown, secrets: readonly string[]): unknown {
  // The longest first, so that a secret inside another does not leave the rest of it behind.
  const known = secrets.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  const clean = (text: string): string => known.reduce((kept, secret) => kept.replaceAll(secret, MASK), text);
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return clean(item);
    if (Array.isArray(item)) return item.map(walk);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [clean(key), walk(inner)]));
  };
  return known.length === 0 ? value : walk(value);
}
