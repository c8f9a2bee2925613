import { UsageError } from './usage-error.ts';

/** Names under which a server on a loopback address may be asked, checked. Throws UsageError. */
export const hostNamesOf = (names: readonly string[] = []): readonly string[] => {
  const wrong = names.find((name) => !/^[\w.-]+$/.test(name));
  if (wrong === undefined) return names;
  throw new UsageError(`--allow-host: found "${wrong}", expected a name without port, such as eva.lan`);
};

/** Why an address cannot be listened on, by the system's code, and what to do. */
const REFUSED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'found the port taken, expected a free one: name another, or 0 for any',
  EACCES: 'found no permission for that port, expected one from 1024 on',
  EADDRNOTAVAIL: 'found an address that is not this machine’s, expected one of its own, such as 127.0.0.1',
  ENOTFOUND: 'found a name that does not resolve, expected an address of this machine, such as 127.0.0.1',
  ERR_SOCKET_BAD_PORT: 'found no port, expected a number from 0 to 65535',
};

/** A start that failed for the address that `flags` ask for, said so that a person can mend it; any other failure as it is. */
export function unheard(error: unknown, flags: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = REFUSED[code];
  return why === undefined ? error : new UsageError(`${flags}: ${why}`);
}
