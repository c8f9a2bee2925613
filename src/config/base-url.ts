import type { Notation } from './reading.ts';

const expected = 'an http or https URL such as http://localhost:8000';

const socketExpected =
  'its http or https URL: http in place of ws, and https of wss; sockets are opened there too';

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** The base URL of a server of HTTP, read without trailing slashes; one that carries credentials is never repeated. */
export const httpUrl: Notation<string> = {
  pattern: /^\s*https?:\/\/[^\s?#@]+$/,
  examples: ['http://localhost:8000'],
  expected,
  read(text) {
    const url = parsed(text);
    const secret = text.includes('@');
    if (/^wss?:$/.test(url?.protocol ?? '')) return { expected: socketExpected, secret };
    if (url === undefined || !/^https?:$/.test(url.protocol)) return { expected, secret };
    if (url.username !== '' || url.password !== '')
      return {
        expected: `${expected}, without credentials: name their variable in target.api_key_env`,
        secret,
      };
    if (url.search !== '' || url.hash !== '') return { expected: `${expected}, without ? and #`, secret };
    return { value: url.origin + url.pathname.replace(/\/+$/, '') };
  },
};

const tcpExpected = 'host and port such as tcp://localhost:10200';

function readTcp(text: string): ReturnType<Notation<string>['read']> {
  const url = parsed(text);
  const isAddress = url !== undefined && /^tcp:\/\/[^/@?#]+\/?$/i.test(text.trim());
  if (!isAddress || url.hostname === '' || url.port === '' || url.port === '0')
    return { expected: tcpExpected, secret: text.includes('@') };
  return { value: `tcp://${url.host.toLowerCase()}` };
}

/** As {@link httpUrl}, or the address of a server that is asked over plain TCP. */
export const baseUrl: Notation<string> = {
  pattern: /^\s*(?:https?:\/\/[^\s?#@]+|tcp:\/\/[^\s/?#@]+:\d{1,5}\/?)$/,
  examples: ['http://localhost:8000', 'tcp://localhost:10200'],
  expected,
  read: (text) => (/^\s*tcp:/i.test(text) ? readTcp(text) : httpUrl.read(text)),
};
