import { describe, expect, it } from 'vitest';
import { hasOption, programIndex, withOptions } from './invocation.ts';
import type { Argv } from './runner.ts';

describe('programIndex', () => {
  it.each<[number, Argv]>([
    [0, ['pytest']],
    [0, ['/opt/venv/bin/pytest', '-q']],
    [0, ['C:\\venv\\Scripts\\pytest.exe']],
    [2, ['python3', '-m', 'pytest']],
    [4, ['coverage', 'run', '--branch', '-m', 'pytest']],
    [2, ['uv', 'run', 'pytest']],
    [4, ['poetry', 'run', 'python', '-m', 'pytest']],
    [1, ['node', 'node_modules/pytest/pytest.mjs']],
    [-1, ['npx', 'pytest']],
    [-1, ['npm', 'run', 'pytest']],
    [-1, ['make', 'pytest']],
    [-1, ['sh', '-c', 'pytest']],
    [-1, ['node', '--test', 'pytest']],
    [-1, ['pytest-watch']],
  ])('%i in %j', (index, argv) => {
    expect(programIndex(argv, ['pytest'])).toBe(index);
  });
});

describe('withOptions', () => {
  it('puts options right behind the program, before what the user wrote', () => {
    expect(withOptions(['python', '-m', 'pytest', '--', 'a.py'], 2, ['-x', '-y'])).toEqual([
      'python',
      '-m',
      'pytest',
      '-x',
      '-y',
      '--',
      'a.py',
    ]);
    expect(withOptions(['vitest', 'run'], 0, ['--reporter=junit'])).toEqual([
      'vitest',
      '--reporter=junit',
      'run',
    ]);
  });
});

describe('hasOption', () => {
  it('sees an option alone or with its value, and no longer one', () => {
    expect(hasOption(['jest', '--json'], '--json')).toBe(true);
    expect(hasOption(['pytest', '--junitxml=a'], '--junit-xml', '--junitxml')).toBe(true);
    expect(hasOption(['jest', '--json-indent=2'], '--json')).toBe(false);
  });
});
