import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The key in the variable that a flag names; null without the flag. Throws UsageError when there is none. */
export function apiKeyFrom(
  flag: string,
  name: string | undefined,
  { env, secrets }: Pick<Terminal, 'env' | 'secrets'>,
): string | null {
  if (name === undefined) return null;
  const apiKey = env[name];
  if (!apiKey)
    throw new UsageError(`${flag}: found no variable ${name} in the environment, expected the key in it`);
  secrets.learn([apiKey]);
  return apiKey;
}
