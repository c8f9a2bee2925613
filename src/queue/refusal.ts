import { oneLine } from '../domain/printable.ts';
import { QueueError } from './queue-error.ts';

type Cause = readonly [pattern: RegExp, found: string, expected: string];

const REACHED = 'a Redis or Valkey that listens there; is it started, and is the port right?';
const OWN = 'queue_cert and queue_key, or RALPH_QUEUE_CERT and RALPH_QUEUE_KEY';
const TLS = `rediss:// where the server speaks TLS, redis:// where it does not, and ${OWN} where it asks who comes`;

/** What the client says, and what is to be done about it; the first that fits. */
const CAUSES: readonly Cause[] = [
  [/ECONNREFUSED/, 'nobody who listens', REACHED],
  [/ENOTFOUND|EAI_AGAIN/, 'no machine of that name', 'a host name that this machine can resolve'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, 'no way to it, or no answer', REACHED],
  [
    /WRONGPASS|invalid password|invalid username/i,
    'a user or password that it refuses',
    'those of its ACL, in RALPH_QUEUE_PASSWORD or in the address',
  ],
  [/NOAUTH/, 'a server that wants a password', 'one in RALPH_QUEUE_PASSWORD or in the address'],
  [/called without any password configured/, 'a server that has no password, and was given one', 'none'],
  [/NOPERM/, 'a user who may not do what ralph needs', 'the permissions that docs/fleet.md names'],
  [/certificate.required/i, 'a server that wants to see a certificate', OWN],
  [
    /alert.unknown.ca|alert.(?:bad|unsupported|revoked|expired).certificate|alert.certificate/i,
    'a server that does not trust the certificate that it was shown',
    `one that its authority has signed, in ${OWN}`,
  ],
  [
    /certificate|self.signed|issuer|altname/i,
    'a certificate that is not trusted here',
    'the authority that signed it, in queue_ca or RALPH_QUEUE_CA',
  ],
  [
    /wrong version number|packet length|EPROTO|SSL|ECONNRESET|Protocol error|Connection is closed/i,
    'a server that hangs up',
    TLS,
  ],
];

/** Whether a server that answers so may answer otherwise in a moment: it starts, or is not reached yet. */
export const mayPass = ({ message }: Error): boolean =>
  /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|LOADING/.test(message);

/** Why a queue could not be opened, in words that say what to do. */
export function refusalOf(place: string, error: unknown): QueueError {
  const message =
    error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : String(error);
  const [, found, expected] = CAUSES.find(([pattern]) => pattern.test(message)) ?? [];
  return new QueueError(place, {
    found: found ?? oneLine(message).slice(0, 200),
    expected: `${expected ?? REACHED}${place.startsWith('rediss:') && (expected ?? REACHED) === REACHED ? ' Does it speak TLS?' : ''}`,
  });
}
