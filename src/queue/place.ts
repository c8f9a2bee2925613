import { plain } from '../domain/archive-place.ts';
import { QueueError } from './queue-error.ts';

/** What a URL says of a queue. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly db: number;
  readonly isTls: boolean;
}

const EXPECTED = 'redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE], or rediss:// for TLS';
const PORT = 6379;

const refuse = (found: string): never => {
  throw new QueueError('the address of the queue', { found, expected: EXPECTED });
};

/** Reads an address. Throws {@link QueueError}, which does not repeat it: there may be a password in it. */
export function addressOf(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : refuse('no URL');
  const { protocol, hostname, port, username, password, pathname, search, hash } = url;
  if (!['redis:', 'rediss:'].includes(protocol)) return refuse(`one of ${protocol}//`);
  if (hostname === '') return refuse('one without a host');
  if (search !== '' || hash !== '') return refuse('one with a query');
  const db = pathname.replace(/^\/$/, '').slice(1);
  if (!/^\d{0,3}$/.test(db)) return refuse('one whose path is no number of a database');
  return {
    host: plain(hostname).replace(/^\[|\]$/g, ''),
    port: port === '' ? PORT : Number(port),
    user: username === '' ? null : plain(username),
    password: password === '' ? null : plain(password),
    db: Number(db),
    isTls: protocol === 'rediss:',
  };
}

/** An address as people are told it: without its password. */
export function placeOf({ host, port, user, db, isTls }: Address): string {
  const at = host.includes(':') ? `[${host}]` : host;
  return `${isTls ? 'rediss' : 'redis'}://${user === null ? '' : `${encodeURIComponent(user)}@`}${at}:${port}${db === 0 ? '' : `/${db}`}`;
}
