import { UsageError } from './usage-error.ts';

/** A flag that is a whole number of `least` or more. Throws UsageError. */
export function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < least) {
    throw new UsageError(`${flag}: found "${text}", expected a whole number from ${least} on`);
  }
  return value;
}
