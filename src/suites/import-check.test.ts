import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImportAnswer } from './import-answer.ts';
import { IMPORT_CHECK } from './import-check.ts';
import { markedAnswer } from './python.ts';

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import ast, importlib.util']).status === 0,
);

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ralph-imports-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function check(
  files: Record<string, string | Uint8Array>,
  requirements?: string,
  env: Record<string, string> = {},
) {
  write(files);
  const args = ['-', 'imports', root, requirements === undefined ? '' : join(root, requirements), 'MARK'];
  const stdout = execFileSync(python ?? '', args, {
    cwd: root,
    env: { ...process.env, ...env },
    input: IMPORT_CHECK,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answer = readImportAnswer(markedAnswer(stdout, 'MARK'));
  expect(answer).toBeDefined();
  return answer;
}

describe.skipIf(python === undefined)(
  'the import check, in the Python of this machine (skipped where there is none)',
  () => {
    const missing = (files: Record<string, string | Uint8Array>, env?: Record<string, string>) =>
      check(files, undefined, env)?.missing;

    it('tells the version and when packages last changed', () => {
      const answer = check({});
      expect(answer?.python).toMatch(/^3\.\d+\.\d+/);
      expect(answer?.packagesChangedAt === null || (answer?.packagesChangedAt ?? 0) > 1e9).toBe(true);
    });

    it('says which modules are there, and claims none that it cannot tell of', () => {
      const site = { 'site-packages/installed/__init__.py': '', 'site-packages/hollow/readme.txt': '' };
      const said = check(
        {
          'app/main.py': 'import installed, hollow, gone\nimport json\nimport own\n',
          'app/own.py': '',
          ...site,
        },
        undefined,
        { PYTHONPATH: join(root, 'site-packages') },
      );
      expect(said?.found).toEqual(['installed']);
      expect(said?.missing.map(({ module }) => module)).toEqual(['gone', 'hollow']);
    });

    it('finds a missing module and where it is imported first, shallow files first', () => {
      const files = {
        'a/deep.py': 'import absent_torch\n',
        'fast_tts.py': '"""doc"""\nimport os\n\nimport json\n\nimport absent_torch.nn as nn\n',
        'late.py': 'from absent_redis.client import Redis\n',
      };
      expect(missing(files)).toEqual([
        { module: 'absent_redis', by: 'late.py:1' },
        { module: 'absent_torch', by: 'fast_tts.py:6' },
      ]);
    });

    it('knows the standard library and the modules of the project itself', () => {
      expect(
        missing({
          'main.py':
            'from __future__ import annotations\nimport sys, voice, engines.tts\nfrom . import x\nimport core',
          'voice.py': '',
          'backend/engines/tts.py': '',
          'native/core.cpython-311-x86_64-linux-gnu.so': '',
        }),
      ).toEqual([]);
    });

    it('is not misled by files that are named like the standard library', () => {
      expect(
        missing({
          'json.py': 'raise SystemExit(3)',
          'ast.py': 'raise SystemExit(3)',
          'main.py': 'import absent_a',
        }),
      ).toEqual([{ module: 'absent_a', by: 'main.py:1' }]);
    });

    it('lets conditional imports pass', () => {
      expect(
        missing({
          'main.py': [
            'import typing, contextlib',
            'try:',
            '    import absent_a',
            'except ImportError:',
            '    import absent_b',
            'try:',
            '    import absent_c',
            'except (OSError, ModuleNotFoundError):',
            '    absent_c = None',
            'try:',
            '    import absent_d',
            'except:',
            '    pass',
            'if typing.TYPE_CHECKING:',
            '    import absent_e',
            'with contextlib.suppress(ImportError):',
            '    import absent_f',
            'def later():',
            '    import absent_g',
          ].join('\n'),
        }),
      ).toEqual([]);
    });

    it('sees through blocks that forgive nothing', () => {
      const files = {
        'main.py': [
          'import warnings',
          'try:',
          '    import absent_a',
          'except ValueError:',
          '    pass',
          'else:',
          '    import absent_b',
          'finally:',
          '    import absent_c',
          'with warnings.catch_warnings():',
          '    import absent_d',
        ].join('\n'),
      };
      expect(missing(files)?.map(({ module }) => module)).toEqual([
        'absent_a',
        'absent_b',
        'absent_c',
        'absent_d',
      ]);
    });

    it('passes over tests, other people’s code and what does not parse', () => {
      expect(
        missing({
          'tests/stub/absent_a.py': 'import absent_b',
          'test_api.py': 'import absent_c',
          'conftest.py': 'import absent_c',
          '.venv/x.py': 'import absent_d',
          'node_modules/gyp/x.py': 'import absent_e',
          'myenv/pyvenv.cfg': '',
          'myenv/x.py': 'import absent_f',
          'broken.py': 'import absent_g\ndef (:\n',
          'nul.py': 'import absent_h\0',
          'main.py': 'import absent_a',
        }),
      ).toEqual([{ module: 'absent_a', by: 'main.py:1' }]);
    });

    it('takes an empty folder that an uninstalled package left for what it is', () => {
      write({ 'left/absent_torch/lib/libtorch.txt': '', 'left/real_space/part/code.py': '' });
      expect(
        missing(
          { 'app/main.py': 'import absent_torch, real_space', 'left/pyvenv.cfg': '' },
          { PYTHONPATH: join(root, 'left') },
        ),
      ).toEqual([{ module: 'absent_torch', by: 'app/main.py:1' }]);
    });

    describe('undeclared', () => {
      const undeclared = (
        imports: string,
        files: Record<string, string | Uint8Array>,
        requirements?: string,
      ) =>
        check({ 'main.py': `import ${imports}\n`, ...files }, requirements)?.undeclared.map(
          ({ module }) => module,
        );

      it('is nothing where no requirements file of pip’s format is known', () => {
        expect(undeclared('absent_a', {})).toEqual([]);
        expect(undeclared('absent_a', {}, 'gone.txt')).toEqual([]);
        expect(undeclared('absent_a', { 'pyproject.toml': '[project]' }, 'pyproject.toml')).toEqual([]);
      });

      it('reads names whatever stands around them', () => {
        const requirements = [
          '# comment with absent_z',
          'Absent.A[extra,more]>=1.0 ; python_version > "3.8"  # why',
          'absent-b',
          'absent_c @ https://files.example/absent_c.zip',
          '-e git+https://git.example/x.git#egg=absent_d',
          'https://files.example/cu118/absent_e-2.1-cp311.whl',
          'absent_f==1.0 \\',
          '    --hash=sha256:00',
          '--extra-index-url https://absent-z.example',
        ].join('\r\n');
        const imports = 'absent_a, absent_b, absent_c, absent_d, absent_e, absent_f, absent_z';
        expect(undeclared(imports, { 'requirements.txt': requirements }, 'requirements.txt')).toEqual([
          'absent_z',
        ]);
      });

      it('follows -r, relative to the file that says so, and not for ever', () => {
        const files = {
          'base.txt': '-r deps/more.txt\nabsent_a\n',
          'deps/more.txt': '-r ../base.txt\nabsent_b\n--requirement=extra.txt',
          'deps/extra.txt': 'absent_c',
        };
        expect(undeclared('absent_a, absent_b, absent_c, absent_d', files, 'base.txt')).toEqual(['absent_d']);
      });

      it('knows distributions that are named otherwise than their module', () => {
        const requirements =
          'PyYAML\nopencv_python-headless\nPillow\nscikit-learn\npython-dotenv\nbeautifulsoup4\nPyJWT\n';
        expect(
          undeclared(
            'yaml, cv2, PIL, sklearn, dotenv, bs4, jwt, jose',
            { 'requirements.txt': requirements },
            'requirements.txt',
          ),
        ).toEqual(['jose']);
      });

      it('reads the wide characters and marks that Windows writes', () => {
        const wide = Buffer.from('\ufeffabsent_a\r\nabsent_b\r\n', 'utf16le');
        expect(undeclared('absent_a, absent_b, absent_c', { 'r.txt': wide }, 'r.txt')).toEqual(['absent_c']);
        expect(undeclared('absent_a, absent_c', { 'r.txt': '\ufeffabsent_a\n' }, 'r.txt')).toEqual([
          'absent_c',
        ]);
      });
    });
  },
);
