import { expect, it } from 'vitest';
import { unittest } from './unittest.ts';

const read = (text: string) => unittest.read({ text, report: null });

it.each([
  ['Ran 3 tests in 0.001s\n\nOK', 3, 0, 0],
  ['Ran 1 test in 0.001s\n\nOK (skipped=1)', 0, 0, 1],
  [
    'Ran 9 tests in 1.2s\n\nFAILED (failures=1, errors=2, skipped=1, expected failures=1, unexpected successes=1)',
    3,
    4,
    2,
  ],
  ['Ran 0 tests in 0.000s\n\nNO TESTS RAN', 0, 0, 0],
])('%j', (text, passed, failed, skipped) => {
  expect(read(`.F.\n${text}\n`)).toMatchObject({ counts: { passed, failed, skipped }, unloadable: 0 });
});

it('tells files that could not be loaded', () => {
  const text =
    'ERROR: test_tts (unittest.loader._FailedTest.test_tts)\n\nRan 1 test in 0.001s\n\nFAILED (errors=1)\n';
  expect(read(text)).toMatchObject({ counts: { passed: 0, failed: 0 }, unloadable: 1 });
});

it('is started by -m alone', () => {
  expect(unittest.starts(['python', '-m', 'unittest', 'discover'])).toBe(true);
  expect(unittest.starts(['unittest'])).toBe(false);
  expect(unittest.starts(['npm', 'run', 'unittest'])).toBe(false);
});
