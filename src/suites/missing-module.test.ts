import { describe, expect, it } from 'vitest';
import { missingModule } from './missing-module.ts';

const found = (...lines: string[]) => missingModule(lines.join('\n'), '/stack');

describe('missingModule in Python', () => {
  const torch = "E   ModuleNotFoundError: No module named 'torch'";

  it('names the deepest frame of the project in pytest’s short form', () => {
    expect(
      found(
        '_________ ERROR collecting tests/test_tts.py _________',
        '/usr/lib/python3.11/importlib/__init__.py:126: in import_module',
        '    return _bootstrap._gcd_import(name)',
        'tests/test_tts.py:3: in <module>',
        '    from fast_tts import speak',
        'fast_tts.py:6: in <module>',
        '    import torch',
        torch,
      ),
    ).toEqual({ module: 'torch', at: 'fast_tts.py:6' });
  });

  it('passes over installed packages on the way', () => {
    expect(
      found(
        './voice/engine.py:9: in <module>',
        '    import whisper',
        '/stack/.venv/lib/python3.11/site-packages/whisper/__init__.py:8: in <module>',
        torch,
      ),
    ).toEqual({ module: 'torch', at: 'voice/engine.py:9' });
  });

  it('does not take the frames of another error', () => {
    expect(
      found(
        'other.py:1: in <module>',
        '_______ ERROR collecting tests/test_b.py _______',
        torch,
        '_____ ERROR collecting tests/test_c.py _____',
        'third.py:3: ModuleNotFoundError',
      ),
    ).toEqual({ module: 'torch', at: null });
  });

  it('reads pytest’s long form', () => {
    expect(
      found(
        'tests/test_tts.py:3: ',
        '    from fast_tts import speak',
        '_ _ _ _ _ _ _',
        '>   import torch',
        torch,
        '',
        'fast_tts.py:6: ModuleNotFoundError',
      ),
    ).toEqual({ module: 'torch', at: 'fast_tts.py:6' });
  });

  it('reads pytest’s one-line form and Python’s own traceback', () => {
    expect(found("/stack/fast_tts.py:6: ModuleNotFoundError: No module named 'torch'")).toEqual({
      module: 'torch',
      at: 'fast_tts.py:6',
    });
    expect(
      found(
        'Traceback (most recent call last):',
        '  File "/stack/main.py", line 2, in <module>',
        '    import fast_tts',
        '  File "/stack/my engines/fast_tts.py", line 6, in <module>',
        '    import torch',
        "ModuleNotFoundError: No module named 'torch'",
      ),
    ).toEqual({ module: 'torch', at: 'my engines/fast_tts.py:6' });
  });

  it('believes the error of a test before a log', () => {
    expect(
      found("ModuleNotFoundError: No module named 'uvloop'", 'fast_tts.py:6: in <module>', torch),
    ).toEqual({
      module: 'torch',
      at: 'fast_tts.py:6',
    });
  });

  it('knows an interpreter that lacks the runner itself', () => {
    expect(found('/usr/bin/python3: No module named pytest')).toEqual({ module: 'pytest', at: null });
  });
});

describe('missingModule in JavaScript', () => {
  it('reads vitest and jest', () => {
    expect(
      found(
        "Error: Cannot find package 'ws' imported from /stack/src/socket.ts",
        ' ❯ src/socket.ts:2:1',
        '      1| x',
      ),
    ).toEqual({ module: 'ws', at: 'src/socket.ts:2' });
    expect(
      found(
        "    Cannot find module 'ws' from 'src/socket.js'",
        '      at Resolver._throw (node_modules/jest-resolve/build/resolver.js:427:11)',
        '      at Object.<anonymous> (src/socket.js:1:16)',
      ),
    ).toEqual({ module: 'ws', at: 'src/socket.js:1' });
  });
});

it('says nothing where nothing is missing, however long the output', () => {
  expect(found('1 passed', "KeyError: 'module'")).toBeNull();
  expect(missingModule('x.py:1: '.repeat(1_000_000), '/stack')).toBeNull();
});
