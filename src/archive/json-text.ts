import { seen } from '../domain/unseen.ts';

const refuseNonFinite = (key: string, value: unknown): unknown => {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new TypeError(`"${key}" is ${value}, and JSON has no such number`);
};

/** A value as JSON: keys as they were made, two blanks, one newline at the end, nothing unseen in it. Throws for NaN and infinities. */
export const toJsonText = (value: unknown): string => `${seen(JSON.stringify(value, refuseNonFinite, 2))}\n`;

const dropPrototype = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

/** The value of a JSON text, without keys that could stand in for a prototype. Throws a SyntaxError. */
export const fromJsonText = (text: string): unknown => JSON.parse(text, dropPrototype);
