import type { Notation } from './reading.ts';

const expected =
  'the name of an environment variable such as EVA_API_KEY; the key itself never stands in the file';

/** What is written like this is a name; anything else might be a key that someone pasted. */
const SURELY_A_NAME = /^[A-Z][A-Z0-9_]{0,40}$/;

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of a variable that is set in `env`. */
export function variableSetIn(env: Environment): Notation<string> {
  const pattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
  return {
    pattern,
    examples: ['EVA_API_KEY'],
    expected,
    read(name) {
      if (!pattern.test(name)) return { expected, secret: true };
      if (Object.hasOwn(env, name) && env[name]) return { value: name };
      const secret = !SURELY_A_NAME.test(name);
      const remedy = secret
        ? expected
        : `a variable that is set: export ${name}=… first, or leave this key out`;
      return { expected: remedy, secret };
    },
  };
}
