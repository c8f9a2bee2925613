import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';
import { databaseAddress, plain, shownPlace } from '../../domain/archive-place.ts';
import { ArchiveError } from '../archive-error.ts';

/** Whether a connection goes over TLS; `prefer`: if the server can, and unchecked, as libpq does unless it is told otherwise. */
type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** Where a database is, and how it is spoken to. */
export interface Address {
  readonly config: ClientConfig;
  readonly ssl: false | ConnectionOptions;
  /** Whether it may be spoken to without TLS where it has none. */
  readonly mayBePlain: boolean;
}

/** A server has this long to take a connection, */
const CONNECT_MS = 10_000;
/** to answer a statement, */
const STATEMENT_MS = 60_000;
/** and its answer to arrive: of a network that is cut nothing is heard. */
const ANSWER_MS = STATEMENT_MS + 5_000;
/** Whoever holds the numbering and falls silent holds it no longer than this. */
const SILENT_MS = 60_000;

const isMode = (mode: string): mode is SslMode =>
  ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'].includes(mode);

/** What libpq knows and ralph heeds: https://www.postgresql.org/docs/current/libpq-connect.html */
const KNOWN: readonly string[] = [
  ...['host', 'port', 'dbname', 'user', 'password', 'application_name', 'connect_timeout', 'options'],
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey'],
];

/** Throws {@link ArchiveError}; what the parser says quotes the address, password and all, and is no cause. */
function parsed(place: string): URL {
  const url = databaseAddress(place);
  if (!url)
    throw new ArchiveError(
      `${shownPlace(place)}: found an address that cannot be read, expected postgres://user:password@host:5432/database, with each @, / and ? of a name or a password written as %40, %2F and %3F; correct it`,
    );
  const unknown = [...url.searchParams.keys()].find((key) => !KNOWN.includes(key));
  if (unknown !== undefined)
    throw new ArchiveError(
      `${shownPlace(place)}: found the parameter "${unknown.slice(0, 40)}", expected one of ${KNOWN.join(', ')}; correct the address`,
    );
  return url;
}

async function fileOf(place: string, key: string, url: URL): Promise<string | undefined> {
  const file = url.searchParams.get(key);
  if (file === null) return undefined;
  return readFile(file, 'utf8').catch(() => {
    throw new ArchiveError(
      `${place}: ${key}: found no file ${file} that can be read, expected one; correct the path`,
    );
  });
}

/** TLS as the parameters of libpq say: https://www.postgresql.org/docs/current/libpq-ssl.html */
async function sslOf(place: string, url: URL, mode: SslMode): Promise<false | ConnectionOptions> {
  if (mode === 'disable') return false;
  const [ca, cert, key] = await Promise.all(
    ['sslrootcert', 'sslcert', 'sslkey'].map((name) => fileOf(place, name, url)),
  );
  const files = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  if (mode === 'verify-full') return files;
  // With a root at hand `require` is `verify-ca`, as in libpq.
  if (mode === 'verify-ca' || (mode === 'require' && ca !== undefined))
    return { ...files, checkServerIdentity: () => undefined };
  return { ...files, rejectUnauthorized: false };
}

/** Where an address leads. Throws {@link ArchiveError}. */
export async function addressOf(place: string, env: NodeJS.ProcessEnv): Promise<Address> {
  const shown = shownPlace(place);
  const url = parsed(place);
  const said = (key: string, otherwise: string): string => url.searchParams.get(key) ?? plain(otherwise);
  const mode = said('sslmode', env.PGSSLMODE ?? 'prefer');
  if (!isMode(mode))
    throw new ArchiveError(
      `${shown}: sslmode: found "${mode.slice(0, 20)}", expected disable, prefer, require, verify-ca or verify-full; correct the address`,
    );
  const host = said('host', url.hostname.replace(/^\[(.+)\]$/, '$1'));
  const given = {
    port: Number(said('port', url.port)),
    database: said('dbname', url.pathname.slice(1)),
    user: said('user', url.username),
    password: said('password', url.password),
    options: said('options', ''),
  };
  return {
    ssl: host.startsWith('/') ? false : await sslOf(shown, url, mode),
    mayBePlain: mode === 'prefer',
    config: {
      // What is not said is left to PGUSER and the like, and to ~/.pgpass.
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
      ...{ host, application_name: said('application_name', 'ralph'), keepAlive: true },
      connectionTimeoutMillis: 1_000 * Number(said('connect_timeout', '')) || CONNECT_MS,
      ...{ statement_timeout: STATEMENT_MS, query_timeout: ANSWER_MS },
      idle_in_transaction_session_timeout: SILENT_MS,
    },
  };
}
