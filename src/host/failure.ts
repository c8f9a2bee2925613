import type { TransportFailure } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';

const MESSAGE_CHARS = 300;

/** What undici's parser says, without a code, when a chunked answer ends before its last chunk. */
const CUT = /Invalid EOF state/;

const FAILURES: readonly (readonly [RegExp, TransportFailure])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'unresolved'],
  [/^(ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/, 'timeout'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'reset'],
  [CUT, 'reset'],
  [/^(ERR_(TLS|SSL)_\w+|EPROTO|\w*CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/, 'tls'],
];

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** The errors that a failed connection to several addresses wraps, or the error itself. */
const innermost = (error: Error): Error => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error ? first : error;
};

/** Names what an error of a connection means; what is not known is a breach of the protocol. */
export function transportFailure(thrown: unknown): {
  readonly failure: TransportFailure;
  readonly message: string;
} {
  const error = innermost(thrown instanceof Error ? thrown : new Error(String(thrown)));
  const code = codeOf(error);
  const failure = FAILURES.find(([codes]) => codes.test(code || error.message))?.[1] ?? 'protocol';
  return { failure, message: firstChars(error.message || code || error.name, MESSAGE_CHARS) };
}
