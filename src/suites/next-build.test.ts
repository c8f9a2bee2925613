import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildResult, countRoutes } from './next-build.ts';
import { cutShort, exited } from './scripted-host.ts';

const legend =
  '\n\nƒ Proxy (Middleware)\n\n○  (Static)   prerendered as static content\nƒ  (Dynamic)  server-rendered on demand\n';

describe('countRoutes', () => {
  it('counts the rows of the App Router, not its legend or its proxy', () => {
    expect(countRoutes(`Route (app)\n┌ ○ /\n├ ○ /_not-found\n├ ƒ /api/chat\n└ ● /voices/[id]${legend}`)).toBe(
      4,
    );
  });

  it('adds the Pages Router, and passes over sizes, chunks, prerendered paths and wrapped lines', () => {
    const output = [
      'Route (app)                              Size  First Load JS',
      '┌ ○ /                                 5.57 kB         112 kB',
      '├ ● /blog/[slug]                        136 B         101 kB',
      '├   ├ /blog/first',
      '├   └ [+3 more paths]',
      '├ ƒ /api/conversations/[id]/messages/',
      '    [message]/audio                     136 B         101 kB',
      '├ ƒ',
      '  /api/a-path-on-a-line-of-its-own      136 B         101 kB',
      '└ ◐ /live                               136 B         101 kB',
      '+ First Load JS shared by all          105 kB',
      '  ├ chunks/4bd1b696.js                53.2 kB',
      '  └ other shared chunks (total)        1.9 kB',
      '',
      'Route (pages)                            Size  First Load JS',
      '┌   /_app                                 0 B        80 kB',
      '├ ○ /404                                180 B        81 kB',
      '└ λ /api/hello                            0 B        80 kB',
      '+ First Load JS shared by all           80 kB',
      'ƒ Middleware                            31 kB',
    ].join('\n');
    expect(countRoutes(output)).toBe(7);
  });

  it('reads the heading of older versions, and a table of one', () => {
    expect(
      countRoutes('Page                Size     First Load JS\n─ ○ /              1 kB     80 kB\n'),
    ).toBe(1);
  });

  it('takes the last of a table that is printed twice', () => {
    expect(countRoutes('Route (app)\n┌ ○ /\n└ ○ /a\nRoute (app)\n┌ ○ /\n')).toBe(1);
  });

  it('knows none without a table', () => {
    expect(countRoutes('✓ Compiled successfully\n┌ ○ /\n')).toBeNull();
    expect(countRoutes('Route (app)\n')).toBe(0);
  });

  it('gives back how many were rendered', () => {
    const path = fc.array(fc.stringMatching(/^[a-z0-9[\]_.-]{1,12}$/)).map((parts) => `/${parts.join('/')}`);
    const route = fc.tuple(fc.constantFrom('○', '●', 'ƒ', 'λ'), path);
    fc.assert(
      fc.property(fc.array(route, { minLength: 2 }), fc.array(route), (app, pages) => {
        const table = (name: string, routes: readonly (readonly [string, string])[]): string => {
          const branch = (index: number) => (index === 0 ? '┌' : index === routes.length - 1 ? '└' : '├');
          return `Route (${name})   Size\n${routes.map(([kind, at], index) => `${branch(index)} ${kind} ${at}  1 kB\n`).join('')}`;
        };
        expect(countRoutes(`${table('app', app)}\n${table('pages', pages)}${legend}`)).toBe(
          app.length + pages.length,
        );
      }),
    );
  });
});

describe('buildResult', () => {
  const result = (exitCode: number, text: string) => buildResult(exited(exitCode), text);

  it('believes a failure before a success and before the exit code', () => {
    const text =
      ' ✓ Compiled successfully in 8s\nFailed to compile.\n\n./app/page.tsx:3:1\nModule not found\nmore\n';
    for (const exitCode of [0, 1])
      expect(result(exitCode, text)).toEqual({
        state: 'failed',
        reason: 'Failed to compile. ./app/page.tsx:3:1 Module not found',
        locked: false,
      });
  });

  it.each([
    '> Build error occurred\nError: x',
    '⨯ Turbopack build failed with 2 errors:',
    'Export encountered errors on following paths:',
    '✓ Compiled successfully in 5.7s\nFailed to type check.\n\n./app/page.tsx:3:5',
  ])('%j is a failure', (text) => {
    expect(result(0, text).state).toBe('failed');
  });

  it('builds', () => {
    expect(result(0, '✓ Compiled successfully\nnothing Failed to compile. here')).toEqual({
      state: 'built',
      reason: null,
      locked: false,
    });
  });

  it('takes what pages print while they are built for no failure and no lock', () => {
    expect(result(0, 'Failed to compile the template, using the plain one\n').state).toBe('built');
    expect(result(1, 'Unable to acquire lock on the database\nType error: x')).toMatchObject({
      state: 'failed',
      locked: false,
    });
  });

  it('tells a lock from broken code', () => {
    for (const line of [
      '⨯ Unable to acquire lock at .next/lock',
      ' ⨯ Another next build process is already running.',
    ])
      expect(result(1, `${line}\n`)).toMatchObject({ state: 'failed', locked: true, reason: line.trim() });
  });

  it('says how else it ended', () => {
    expect(result(2, 'Error: heap\n  code: 1')).toMatchObject({
      state: 'failed',
      reason: 'exit code 2: Error: heap',
    });
    expect(result(2, '')).toMatchObject({ reason: 'exit code 2: no output' });
    expect(result(137, '')).toMatchObject({ state: 'failed', reason: 'ended by signal 9' });
    expect(result(127, 'sh: 1: next: not found')).toMatchObject({
      state: 'not-started',
      reason: 'sh: 1: next: not found',
    });
    expect(buildResult(cutShort({ kind: 'signalled', signal: 'SIGKILL' }), '')).toMatchObject({
      state: 'failed',
      reason: 'ended by SIGKILL',
    });
    expect(
      buildResult(cutShort({ kind: 'timed-out' }), '⨯ Unable to acquire lock at /w/.next/lock, is'),
    ).toMatchObject({
      state: 'timed-out',
      locked: true,
    });
    expect(buildResult({ kind: 'not-started', reason: 'not-found', message: 'next' }, '')).toMatchObject({
      state: 'not-started',
      reason: 'no such program: next',
    });
  });

  it('reads long and empty outputs in one pass', () => {
    expect(result(0, '\n'.repeat(2_000_000)).state).toBe('built');
    expect(result(0, 'Unable to '.repeat(500_000)).state).toBe('built');
  });
});
