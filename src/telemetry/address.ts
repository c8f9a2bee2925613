import type { Attributes } from './span.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'ws:': 80,
  'https:': 443,
  'wss:': 443,
};

/** A URL as attributes: without credentials, and with the names alone of what it asks for. */
export function addressOf(text: string): { readonly path: string; readonly attributes: Attributes } {
  if (!URL.canParse(text)) return { path: '', attributes: {} };
  const { protocol, hostname, port, host, pathname, searchParams } = new URL(text);
  const query = [...searchParams.keys()].map((name) => `${encodeURIComponent(name)}=REDACTED`).join('&');
  return {
    path: pathname,
    attributes: {
      'server.address': hostname,
      'server.port': port === '' ? DEFAULT_PORTS[protocol] : Number(port),
      'url.full': `${protocol}//${host}${pathname}${query === '' ? '' : `?${query}`}`,
    },
  };
}
