import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretsIn } from './environment.ts';
import { firstChars, lastChars } from './excerpt.ts';
import { maskFor } from './mask.ts';

const SECRET = 'q7#Vw2/Lk9 "zX4\'tB8+mN6';
const mask = maskFor([SECRET]);
const TOKEN = `gs${'k_'}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6`;

describe('a known secret', () => {
  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ v: SECRET }).toString().slice(2)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ['in a shell', `'${SECRET.replaceAll("'", "'\\''")}'`],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['with colours in it', [...SECRET].join('\u001b[31m')],
    ['with nothing visible in it', [...SECRET].join('\u200b')],
    ['over lines', `${SECRET.slice(0, 5)}\n${SECRET.slice(5)}`],
  ])('is masked %s', (_, form) => {
    expect(mask(`it said ${form}, then`)).toMatch(/^it said '?\[secret\]'?, then$/);
  });

  it.each(['', 'u', 'us', 'user:'])('is masked in base64 behind "%s"', (before) => {
    const said = Buffer.from(`${before}${SECRET}:more`).toString('base64');
    const core = Buffer.from(`${before}${SECRET}`).toString('base64').slice(8, -4);
    expect(mask(said)).toContain('[secret]');
    expect(mask(said)).not.toContain(core.slice(0, 8));
  });

  it('gives none of its pieces away, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat(SECRET.length), fc.nat(SECRET.length), (one, other) => {
        const piece = SECRET.slice(Math.min(one, other), Math.max(one, other));
        const shown = mask(`a:${piece}`);
        if (piece.length >= 8) expect(shown).toBe('a:[secret]');
      }),
    );
  });
});

describe('what is no secret', () => {
  it.each([
    '3f785c1be2a4d05c4b7e9e9d1f0c6a8b2d4e6f80',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '550e8400-e29b-41d4-a716-446655440000',
    '/home/somebody/project/.venv/lib/python3.11/site-packages/torch/cuda/__init__.py:312',
    'PWD=/home/somebody/project',
    'api_key_env: EVA_API_KEY',
    'first token: 171.53 ms, tokens: 120, max_tokens=512',
    '{"type":"token","token":" understanding"}',
    'data: {"token":"Hello"}',
    `UklGRiQAAABXQVZFZm10IBAAAAABAAEA${'AAAA/+8vT09'.repeat(40)}`,
    'Basic authentication with a bearer token is required: set EVA_API_KEY=…',
    'qwen2.5-7b-instruct at http://127.0.0.1:8000/v1 and ws://[::1]:8000/ws/chat',
  ])('stays: %s', (text) => {
    expect(mask(text)).toBe(text);
  });
});

describe('an excerpt', () => {
  it('halves no secret', () => {
    for (let most = 1; most < 60; most++) {
      const cut = firstChars(`he said ${TOKEN} and went`, most);
      if (most < 8 + TOKEN.length) expect(cut).not.toContain(TOKEN.slice(0, 1 + Math.min(7, most)));
    }
  });

  it('nor one that is told by what stands behind it', () => {
    expect(firstChars('at postgres://eva:pw4Eva!@db', 25)).toBe('at postgres://[secret]');
  });

  it('nor one at the end of what ends with it', () => {
    for (let most = 1; most < 40; most++)
      expect(lastChars(`he said ${TOKEN}`, most)).not.toContain(TOKEN.slice(-Math.min(8, most)));
  });

  it('is the beginning of what holds none', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), (text, most) => {
        expect(firstChars(text, most)).toBe(text.slice(0, most));
      }),
    );
  });
});

it('takes out of the environment what its names call secret, and no words, paths or addresses', () => {
  expect(
    secretsIn({
      EVA_API_KEY: SECRET,
      DATABASE_URL: 'postgres://eva:pw-4-Eva!@localhost:5432/eva',
      GOOGLE_APPLICATION_CREDENTIALS: '/etc/keys/eva.json',
      TOKENIZERS_PARALLELISM: 'false',
      POSTGRES_PASSWORD: 'postgres',
      API_KEY_URL: 'http://localhost:8000',
      HOME: '/home/eva',
      KEY_TTL_S: '86400000',
    }),
  ).toEqual([SECRET, 'pw-4-Eva!']);
});

/** Processor time of the cheapest of five goes: others want this machine, too. */
const cheapestMs = (text: string): number =>
  Math.min(
    ...Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      mask(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  );

it.each([
  'a',
  '-',
  '/',
  ' ',
  '\n',
  '"',
  '\\',
  '\u001b[',
  '://a:',
  'eyJ-',
  'eyJa.',
  'sk-',
  'password: ',
  'hf_',
  '\nsk-ab',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\nAAAA',
  'q7#Vw2/L',
  '--key ',
])('takes time in proportion to a text of %j', (piece) => {
  const of = (chars: number): string => piece.repeat(Math.ceil(chars / piece.length));
  // A quadratic rule would take sixteen times as long.
  expect(cheapestMs(of(800_000)) / Math.max(5, cheapestMs(of(200_000)))).toBeLessThan(12);
});
