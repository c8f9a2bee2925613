import { seen } from '../domain/unseen.ts';

const refuseNonFinite = (key: string, value: unknown): unknown => {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new TypeError(`"${key}" is ${value}, and JSON has no such number`);
};

/** A value as JSON: keys as they were made, two blanks, one newline at the end, nothing unseen in it. Throws for NaN and infinities. */
export const toJsonText = (value: unknown): string => `${seen(JSON.stringify(value, refuseNonFinite, 2))}\n`;
