import { describe, expect, it } from 'vitest';
import { obstacle, refusal, signalIn } from './refusal.ts';

describe('refusal', () => {
  it.each([
    [127, '> test\n> vitest\n\nsh: 1: vitest: not found\nnpm error code 127', 'sh: 1: vitest: not found'],
    [126, 'sh: ./run: Permission denied', 'sh: ./run: Permission denied'],
    [127, '', 'exit code 127'],
    [
      1,
      'npm error npx canceled due to missing packages and no YES option: ["next@16.0.0"]',
      'npx would have to download it, it is not installed here: npx canceled due to missing packages and no YES option: ["next@16.0.0"]',
    ],
  ])('exit code %i and %j', (exitCode, text, reason) => {
    expect(refusal(exitCode, text)).toBe(reason);
  });

  it('is none where a program ran', () => {
    expect(refusal(1, 'page not found')).toBeUndefined();
    expect(refusal(0, 'Need to install the following packages: x')).toBeUndefined();
  });
});

it('reads the signal out of a shell’s exit code', () => {
  expect([1, 128, 137, 139, 255].map(signalIn)).toEqual([undefined, undefined, 9, 11, undefined]);
});

it('says why a command was not started', () => {
  expect(obstacle({ kind: 'not-started', reason: 'not-executable', message: './run' })).toBe(
    'the program cannot be executed: ./run',
  );
});
