import { ArchiveError, codeOf, DocumentError } from '../archive-error.ts';

// Codes of the server: https://www.postgresql.org/docs/current/errcodes-appendix.html

/** The connection is not to be had for now, or was cut; somebody else was quicker; a time ran out. */
const PASSING: readonly string[] = [
  ...['57P01', '57P02', '57P03', '57P05', '53300', '40001', '40P01', '25P03', '57014', '55P03'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENETDOWN', 'EAI_AGAIN', 'ENOENT'],
];

/** What the client says without a code. */
const CUT =
  /^Connection terminated|timeout exceeded when trying to connect|^Query read timeout|connection error|not queryable/;

const saysNoTls = /server does not support SSL/;

export const isWithoutTls = (error: unknown): boolean =>
  error instanceof Error && saysNoTls.test(error.message);

const asksPassword = /^SASL: .* client password must be a/;

/** The client says so itself, without a code: the server asks for a password, and nobody named one. */
const isWithoutPassword = (error: unknown): boolean =>
  error instanceof Error && asksPassword.test(error.message);

/** Whether the same may succeed a little later; of what was refused, what it was refused for. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ArchiveError) return isPassing(error.cause);
  const code = codeOf(error);
  if (code !== 'unknown') return PASSING.includes(code) || code.startsWith('08');
  return error instanceof Error && CUT.test(error.message);
}

const NO_ANSWER = 'nothing answers there: start the server, or correct the address';
const NO_ENTRY =
  'the server does not let this user in: correct user and password (archive_password_env, PGPASSWORD or ~/.pgpass)';
const NO_PASSWORD = 'the server wants one: name it (archive_password_env, PGPASSWORD or ~/.pgpass)';
const NO_TRUST = 'its certificate is not trusted: name its authority (sslrootcert=FILE), or another sslmode';

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no machine has this name: correct the address',
  '28P01': NO_ENTRY,
  '28000': NO_ENTRY,
  '3D000': 'it has no such database: create it, or name another one',
  '42501': 'this user has not the rights: grant them as docs/archive.md says, or name another user',
  '25006': 'it may only be read, as a standby: name the server that is written to',
  '53100': 'its disk is full: free some space there',
  '53300': 'it has no connection left: raise max_connections, or let fewer ralphs at it at once',
  '57014': 'it took too long: look what keeps it busy',
  '25P03': 'it took too long: look what keeps it busy',
  '54000': 'a document is too long for it',
  SELF_SIGNED_CERT_IN_CHAIN: NO_TRUST,
  DEPTH_ZERO_SELF_SIGNED_CERT: NO_TRUST,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NO_TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NO_TRUST,
  CERT_HAS_EXPIRED: 'its certificate has expired: have it renewed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another name: correct the address, or the certificate',
};

function causeOf(error: unknown): string {
  const known = CAUSES[codeOf(error)];
  if (known !== undefined) return known;
  if (isWithoutTls(error)) return 'it speaks no TLS: switch that on, or name another sslmode';
  if (isWithoutPassword(error)) return NO_PASSWORD;
  return isPassing(error) ? NO_ANSWER : 'look into the log of the server, or name another place';
}

/** What went wrong in few words: a code, or what the client said; never more than a line of it. */
function nameOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== 'unknown') return code;
  if (isWithoutPassword(error)) return 'no password';
  return error instanceof Error ? error.message.split('\n', 1).join('').slice(0, 120) : 'unknown';
}

/** Whether it is of the server or the way to it, and no fault of ours. */
const isTheirs = (error: unknown): boolean =>
  codeOf(error) !== 'unknown'
    ? !codeOf(error).startsWith('ERR_INVALID')
    : isPassing(error) || isWithoutTls(error) || isWithoutPassword(error);

/** What it was handed is the matter: data that it does not take, a second of what there is one of, beyond its limits. */
const isOfDocument = (error: unknown): boolean => /^(?:22|23|54)[0-9A-Z]{3}$/.test(codeOf(error));

/** As an {@link ArchiveError}, where it is of the server or the way to it; faults of ours stay what they are. */
export function refusalOf(place: string, what: string, error: unknown): unknown {
  if (error instanceof ArchiveError || !isTheirs(error)) return error;
  const Refusal = isOfDocument(error) ? DocumentError : ArchiveError;
  return new Refusal(`${place}: ${what} (${nameOf(error)}); ${causeOf(error)}`, {
    ...{ cause: error, isAway: isPassing(error) },
  });
}
