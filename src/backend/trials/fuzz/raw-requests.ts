import fc from 'fast-check';
import { routes } from '../../../protocol/routes.ts';
import { jsonBodies } from './json-bodies.ts';

/** Ends whatever the request before it left open, when the stack still reads. */
const farewell = Buffer.from('GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');

const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'CONNECT',
      'M-SEARCH',
      'PROPFIND',
      'QUERY',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('BREW', 'get', '', ' ', 'POST\t', '\u0000', 'A'.repeat(500)) },
);

const targets = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.values(routes)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['*', '', '//', '/%', '/%zz', '/%00', '/%ff%fe', '/..%2f..%2fetc', '/../../etc', '/chat/', '/CHAT'],
      ...[
        'http://elsewhere/chat',
        '/__proto__',
        '/constructor',
        '/chat?voice=%zz',
        '/voice?session_id=%00',
        '/;',
      ],
      ...[
        '/voice?session_id[]=a&voice[x]=1',
        '/chat#x',
        '/ch\u00e9t',
        '/ws/../chat',
        `/${'a'.repeat(9_000)}`,
      ],
    ),
  },
  { weight: 1, arbitrary: fc.webPath().map((path) => `/${path}`) },
  { weight: 1, arbitrary: fc.webQueryParameters().map((query) => `/voice?${query}`) },
);

const versions = fc.oneof(
  { weight: 12, arbitrary: fc.constant('HTTP/1.1') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP/1.1 x', 'ICY/1.1', ''),
  },
);

const framing = fc.constantFrom(
  ...[
    'content-length: 5',
    'content-length: 99999',
    'content-length: -1',
    'content-length: 1e3',
    'content-length: 0x5',
  ],
  ...['content-length: 5\r\ncontent-length: 6', 'content-length: 5, 5', `content-length: ${'9'.repeat(40)}`],
  ...['transfer-encoding: chunked', 'transfer-encoding: gzip', 'transfer-encoding: chunked, chunked'],
  ...['transfer-encoding: identity', 'transfer-encoding:\tchunked', 'transfer-encoding: xchunked'],
  ...['content-length: 5\r\ntransfer-encoding: chunked', 'transfer-encoding: gzip, chunked'],
);

const oddHeaders = fc.oneof(
  fc.constantFrom(
    ...[
      'expect: 100-continue',
      'expect: 200-ok',
      'upgrade: h2c\r\nconnection: upgrade',
      'host: elsewhere',
      'no colon',
    ],
    ...[
      'upgrade: websocket\r\nconnection: upgrade',
      'upgrade: websocket',
      ' folded: header',
      ': empty',
      'x :y',
    ],
    ...[
      'x-api-key: ',
      'x-api-key: a\r\nx-api-key: b',
      'cookie: a=b',
      'origin: http://elsewhere',
      'origin: null',
    ],
    ...[
      'connection: close, keep-alive',
      'connection: \u0000',
      'accept-encoding: gzip;q=x',
      'range: bytes=0-',
    ],
    ...[
      'content-type: application/json',
      'content-type: multipart/form-data; boundary=x',
      'content-encoding: gzip',
    ],
    ...['sec-websocket-version: 99\r\nsec-websocket-key: x\r\nupgrade: websocket\r\nconnection: upgrade'],
    ...[
      'access-control-request-method: POST\r\norigin: http://elsewhere',
      'host:',
      'host: a\r\nhost: b',
      'te: trailers',
    ],
  ),
  fc.integer({ min: 1, max: 40_000 }).map((size) => `x-long: ${'a'.repeat(size)}`),
  fc.integer({ min: 1, max: 3_000 }).map((times) => 'x: y\r\n'.repeat(times).trimEnd()),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => `x-binary: ${Buffer.from(bytes).toString('latin1')}`),
);

const chunks = fc
  .array(
    fc.oneof(
      fc.string().map((text) => `${text.length.toString(16)}\r\n${text}\r\n`),
      fc.constantFrom(
        'ffffffffffffffffff\r\na\r\n',
        '-1\r\n',
        '5;ext="\r\nhello\r\n',
        '5\nhello\n',
        'zz\r\n',
        '\r\n',
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) => Buffer.from(`${parts.join('')}0\r\n\r\n`, 'latin1'));

const bodies = fc.oneof(
  { weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) },
  { weight: 3, arbitrary: jsonBodies },
  { weight: 1, arbitrary: chunks },
);

const json = 'content-type: application/json';

/** A request whose frame is true more often than not. */
const requests = fc
  .record({
    method: methods,
    target: targets,
    version: versions,
    host: fc.oneof({ weight: 9, arbitrary: fc.constant(['host: localhost']) }, fc.constant<string[]>([])),
    type: fc.oneof({ weight: 2, arbitrary: fc.constant([json]) }, fc.constant<string[]>([])),
    lie: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, framing),
    odd: fc.oneof(
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
      { weight: 2, arbitrary: fc.array(oddHeaders, { maxLength: 2 }) },
    ),
    body: bodies,
  })
  .map(({ method, target, version, host, type, lie, odd, body }) => {
    const frame = lie ?? `content-length: ${body.length}`;
    const head = [`${method} ${target} ${version}`, ...host, ...type, frame, ...odd, '', ''].join('\r\n');
    return Buffer.concat([Buffer.from(head, 'latin1'), body, farewell]);
  });

/** The bytes of a request that no HTTP library would send, and of an ordinary one after it. */
export const rawRequests = fc.oneof(
  { weight: 12, arbitrary: requests },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map((bytes) => Buffer.concat([bytes, farewell])),
  },
);
