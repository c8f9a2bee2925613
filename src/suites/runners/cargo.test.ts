import { expect, it } from 'vitest';
import { cargo } from './cargo.ts';

const read = (text: string) => cargo.read({ text, report: null });

const result = (word: string, passed: number, failed: number, ignored: number): string =>
  `test result: ${word}. ${passed} passed; ${failed} failed; ${ignored} ignored; 0 measured; 2 filtered out; finished in 0.14s`;

it('adds up its test binaries', () => {
  const text = `running 3 tests\n${result('FAILED', 1, 1, 1)}\n\n   Doc-tests voice\n${result('ok', 4, 0, 0)}\n`;
  expect(read(text)).toMatchObject({ counts: { passed: 5, failed: 1, skipped: 1 }, unloadable: 0 });
  expect(read(text)?.summary?.split('\n')).toHaveLength(2);
});

it('knows a crate that does not compile, named twice', () => {
  const text =
    'error: could not compile `voice` (lib) due to 1 previous error\nerror: could not compile `voice` (lib test) due to 1 previous error';
  expect(read(text)).toMatchObject({ counts: { passed: 0, failed: 0 }, unloadable: 1, summary: null });
});

it('says nothing of other output', () => {
  expect(read('test result: fine')).toBeUndefined();
  expect(cargo.starts(['cargo', 'build'])).toBe(false);
  expect(cargo.starts(['cargo', '+nightly', 'test', '-p', 'voice'])).toBe(true);
});
