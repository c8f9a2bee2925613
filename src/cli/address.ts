import { baseUrl } from '../config/base-url.ts';
import { UsageError } from './usage-error.ts';

/** An address that can be looked at: http, https, or tcp with a port. `asked` names who was told it. Throws UsageError for anything else. */
export function addressFrom(text: string, asked = 'detect'): string {
  const url = baseUrl.read(text);
  if ('value' in url) return url.value;
  const found = url.secret ? 'a secret' : JSON.stringify(text);
  throw new UsageError(`${asked}: found ${found}, expected ${url.expected}`);
}
