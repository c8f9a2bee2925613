import { readFile, stat } from 'node:fs/promises';
import { ConfigError, says } from './config-error.ts';

/** Far more than any config needs. */
const MOST_BYTES = 65_536;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = new TextDecoder().decode(bytes).split('\uFFFD', 1).join('').split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    throw new ConfigError(name, [{ place, message: says.encoding() }]);
  }
}

/** The text of a config file, without a byte order mark; undefined where there is none. Throws {@link ConfigError}. */
export async function readSource(
  file: string,
  name: string,
  mostBytes = MOST_BYTES,
): Promise<string | undefined> {
  const refuse = (message: string) => new ConfigError(name, [{ message }]);
  try {
    const status = await stat(file);
    if (!status.isFile()) throw refuse(says.notAFile());
    if (status.size > mostBytes) throw refuse(says.oversized(status.size, mostBytes));
    return decode(await readFile(file), name);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refuse(says.unreadable(codeOf(error)));
  }
}
