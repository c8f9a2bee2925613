import fc from 'fast-check';
import { strings } from './json-bodies.ts';

const sounds = fc.constantFrom(
  'RIFF\x24\0\0\0WAVEfmt ',
  'ID3\x04\0',
  'OggS\0',
  '\x1aE\xdf\xa3',
  '',
  'hello',
  '\0',
);

const contents = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(sounds, fc.uint8Array({ maxLength: 200 })) },
    {
      weight: 1,
      arbitrary: fc.tuple(
        sounds,
        fc.integer({ min: 0, max: 90_000 }).map((size) => new Uint8Array(size)),
      ),
    },
  )
  .map(([start, noise]) => Buffer.concat([Buffer.from(start, 'latin1'), noise]));

const quoted = fc.oneof(
  { weight: 4, arbitrary: fc.constant('file') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('FILE', 'file"', 'file\r\nx: y', '__proto__', '', 'a'.repeat(20_000), '%00'),
  },
  { weight: 1, arbitrary: strings },
);

const dispositions = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(quoted, fc.option(quoted, { freq: 4 }))
      .map(
        ([name, filename]) =>
          `content-disposition: form-data; name="${name}"${filename === null ? '' : `; filename="${filename}"`}`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        'content-disposition: attachment; name="file"',
        'content-disposition: form-data; name=file',
        'no colon',
        '',
      ],
      ...[
        'content-disposition: form-data; name="file"; filename*=UTF-8\'\'%zz',
        'content-disposition: form-data',
      ],
      ...[
        'Content-Disposition:form-data;name="file";filename="a"',
        'content-disposition: form-data; name="file',
      ],
    ),
  },
);

const partHeaders = fc.constantFrom(
  ...[
    [],
    ['content-type: audio/wav'],
    ['content-type: ;;;'],
    ['content-transfer-encoding: base64'],
    ['x: \0'],
  ],
  ...[
    ['content-type: multipart/mixed; boundary=inner'],
    ['content-length: 3'],
    [' folded'],
    [`x: ${'y'.repeat(9_000)}`],
  ],
);

const breaks = fc.oneof(
  { weight: 12, arbitrary: fc.constant('\r\n') },
  fc.constantFrom('\n', '\r', '', '\r\n\r\n'),
);

const parts = fc
  .record({ disposition: dispositions, headers: partHeaders, content: contents, line: breaks })
  .map(({ disposition, headers, content, line }) =>
    Buffer.concat([Buffer.from([disposition, ...headers, '', ''].join(line)), content, Buffer.from(line)]),
  );

const boundaries = fc.oneof(
  { weight: 6, arbitrary: fc.constant('x') },
  { weight: 1, arbitrary: fc.constantFrom('', '--', 'a'.repeat(70), 'b'.repeat(300), "'()+_,-./:=?", 'a b') },
);

const types = (boundary: string) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(`multipart/form-data; boundary=${boundary}`) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          'multipart/form-data',
          'multipart/form-data; boundary=',
          'multipart/form-data; boundary="',
          'multipart/mixed',
        ],
        ...[
          `multipart/form-data; boundary="${boundary}"`,
          `MULTIPART/FORM-DATA; BOUNDARY=${boundary}`,
          'multipart/',
        ],
        ...[
          'multipart/form-data; boundary=other',
          'multipart/form-data; boundary=x; boundary=y',
          'audio/wav',
        ],
      ),
    },
  );

const ends = fc.oneof(
  { weight: 6, arbitrary: fc.constant('--\r\n') },
  fc.constantFrom('', '-', '--', '\r\n', '--garbage'),
);

/** A form as bytes, right, broken or something else, with the type that it claims. */
export const forms = boundaries.chain((boundary) =>
  fc
    .record({
      type: types(boundary),
      all: fc.array(parts, { maxLength: 4 }),
      end: ends,
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ type, all, end, kept, cut }) => {
      const delimiter = Buffer.from(`--${boundary}`);
      const opened = all.flatMap((part) => [delimiter, Buffer.from('\r\n'), part]);
      const body = Buffer.concat([...opened, delimiter, Buffer.from(end)]);
      return { type, body: cut === 0 ? body.subarray(0, body.length * kept) : body };
    }),
);
