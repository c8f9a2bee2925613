// Imports zod: loaded only where a file is read or the JSON Schema is written.
import * as z from 'zod';
import type { Notation, Reading } from './reading.ts';

const oneOf = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** A block with these keys and no others. */
export const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'a block of keys' });

/** The value that was read, or an issue where there is none. */
export function unwrap<Value>(reading: Reading<Value>, context: z.core.$RefinementCtx): Value {
  if ('value' in reading) return reading.value;
  const { expected: message, secret } = reading;
  context.issues.push({ code: 'custom', input: context.value, message, params: { secret } });
  return z.NEVER;
}

/** A text in one notation; the output is what it means. */
export const written = <Value>({ pattern, examples, expected, read }: Notation<Value>) =>
  z
    .string({ error: expected })
    .meta({ pattern: pattern.source.replace(/\?<[a-z]+>/g, ''), examples: [...examples] })
    .transform((text, context) => unwrap(read(text), context));

/** One of a few words. */
export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: oneOf(values) });

/** One line of text for people, 1 to 80 characters. */
export const line = () =>
  z
    .string({ error: 'a text' })
    .regex(/^(?=\S)[^\p{Cc}]{1,80}$/u, { error: 'one line of 1 to 80 characters' });

/** A path on disk. */
export const path = () => z.string({ error: 'a path' }).regex(/^[^\p{Cc}]+$/u, { error: 'a path' });

/** A whole number in a range. */
export const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** true or false. */
export const flag = () => z.boolean({ error: 'true or false' });

/** The name of a dialect; whether there is one of that name is for whoever has them. */
export const dialectName = () =>
  z
    .string({ error: 'the name of a dialect' })
    .regex(/^[a-z][a-z0-9-]*$/, { error: 'the name of a dialect such as eva' })
    .meta({ examples: ['openai'] });
