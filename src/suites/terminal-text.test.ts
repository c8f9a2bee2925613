import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintLine, lastLine, lastLines, plain, quoted } from './terminal-text.ts';

describe('plain', () => {
  it('drops colours, cursor moves, bells, direction marks and other control characters', () => {
    expect(
      plain('\u001b[1m\u001b[31m2 failed\u001b[0m, \u001b[38;5;10mok \u0007\u0000\u202e!\u001b[2K'),
    ).toBe('2 failed, ok !');
  });

  it('makes lines of carriage returns and keeps tabs', () => {
    expect(plain('10%\r20%\r\ndone\tnow')).toBe('10%\n20%\ndone\tnow');
  });

  it('leaves no control character, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });
});

describe('quoted', () => {
  it('is one line of bounded length', () => {
    expect(quoted('  one\n  two ')).toBe('one two');
    expect(quoted('x'.repeat(1000))).toHaveLength(300);
    expect(quoted('x'.repeat(1000), 10)).toBe('xxxxxxxxx…');
  });

  it.each([
    ['GROQ_API_KEY=gsk_0123456789abcdefghij rest', 'GROQ_API_KEY=[secret] rest'],
    ['Authorization: Bearer abcdef.ghijkl', 'Authorization: Bearer [secret]'],
    ['{"password": "hunter2-hunter2"}', '{"password": "[secret]"}'],
    ['sk-proj_ABCDEFGHIJKLMNOPQRST', '[secret]'],
  ])('masks what looks like a secret: %s', (said, shown) => {
    expect(quoted(said)).toBe(shown);
  });
});

describe('lastLines', () => {
  it('gives the last lines that say something', () => {
    expect(lastLines('a\nb\n\n  \nc  \n\n', 2)).toEqual(['b', 'c']);
    expect(lastLine('a\nb\n\n')).toBe('b');
    expect(lastLine('\n \n')).toBeNull();
  });

  it('cuts endless lines', () => {
    expect(lastLines('y'.repeat(100_000), 40)).toEqual([`${'y'.repeat(399)}…`]);
  });
});

describe('complaintLine', () => {
  it('prefers the last line that calls itself an error', () => {
    expect(complaintLine('Error: Build failed\n  code: 1,\n}\n')).toBe('Error: Build failed');
    expect(complaintLine('ValueError: one\nRuntimeError: two\nbye')).toBe('RuntimeError: two');
  });

  it('passes over what npm adds, unless npm alone speaks', () => {
    expect(complaintLine('assertion failed\nnpm error code 1\nnpm error A complete log\n')).toBe(
      'assertion failed',
    );
    expect(complaintLine('npm error Missing script: "test"')).toBe('npm error Missing script: "test"');
    expect(complaintLine('')).toBeNull();
  });
});
