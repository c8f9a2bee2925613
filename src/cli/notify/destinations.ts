import { type ServiceId, services } from '../../reporters/notices/services.ts';
import type { Flags } from '../flags.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

/** Somebody who wants to be told. */
export interface Destination {
  readonly service: ServiceId;
  /** The name of the variable that holds the address: what may be shown in its stead. */
  readonly variable: string;
  /** A secret; null: the variable is not set, or holds no address. */
  readonly url: URL | null;
}

const ids = Object.keys(services).filter((id): id is ServiceId => id in services);

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

const urlIn = (value: string | undefined): URL | null => {
  const text = value?.trim() ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
};

/** What of an address opens it: whoever has the path may write there. */
const secretsOf = (url: URL): string[] =>
  [url.href, `${url.pathname}${url.search}`, url.pathname, url.password].filter((part) => part.length > 1);

/**
 * Who is to be told by `--notify SERVICE=VARIABLE`; the addresses are secrets from then on. Throws UsageError, which repeats no word
 * that may be an address.
 */
export function destinationsOf({ notify = [] }: Flags, { env, secrets }: Terminal): Destination[] {
  return notify.map((spec) => {
    const [id = '', ...rest] = spec.split('=');
    const variable = rest.join('=');
    const service = ids.find((each) => each === id);
    if (!service) throw unknownWord('--notify', id.includes('://') ? 'an address' : id, ids);
    if (!VARIABLE.test(variable))
      throw new UsageError(
        `--notify ${service}: expected the name of an environment variable that holds the address, such as ${service}=${service.toUpperCase()}_WEBHOOK_URL; the address is a secret and never stands on a command line`,
      );
    const url = urlIn(env[variable]);
    if (url) secrets.learn(secretsOf(url));
    return { service, variable, url };
  });
}
