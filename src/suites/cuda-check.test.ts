import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cudaState, readCudaAnswer } from './cuda-answer.ts';
import { CUDA_CHECK } from './cuda-check.ts';
import { markedAnswer } from './python.ts';

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import ast, importlib.util']).status === 0,
);

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ralph-cuda-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Runs the script with these files beside the sources, where `lib` is what the interpreter has installed. */
function run(files: Record<string, string>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const stdout = execFileSync(python ?? '', ['-', 'cuda', join(root, 'app'), 'MARK'], {
    env: { ...process.env, PYTHONPATH: join(root, 'lib') },
    input: CUDA_CHECK,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answer = readCudaAnswer(markedAnswer(stdout, 'MARK'));
  return answer && { ...answer, ...cudaState(answer) };
}

/** A stand-in for torch that says of itself what the test wants. */
const torch = ({
  cuda = '"12.8"',
  available = 'return True',
  product = 'return self',
  finite = 'True',
} = {}): string => `
import sys, warnings
print("noise from torch")
__version__ = "2.9.1+test"
class version:
    cuda = ${cuda}
class Matrix:
    def __matmul__(self, other):
        ${product}
    def all(self):
        return ${finite}
def rand(*shape, device):
    assert shape == (256, 256) and device == "cuda"
    return Matrix()
def isfinite(matrix):
    return matrix
class cuda:
    @staticmethod
    def is_available():
        ${available}
    @staticmethod
    def get_device_name(index):
        return "Test 9000"
    @staticmethod
    def synchronize():
        pass
`;

describe.skipIf(python === undefined)(
  'the CUDA check, in the Python of this machine (skipped where there is none)',
  () => {
    it('proves by a kernel that torch works', () => {
      const answer = run({ 'lib/torch.py': torch() });
      expect(answer).toMatchObject({
        state: 'works',
        detail: null,
        torch: { version: '2.9.1+test', cuda: '12.8', device: 'Test 9000' },
      });
      expect(answer?.torch?.kernel).toEqual({ ok: true, ms: expect.any(Number) });
    });

    it('tells a kernel that fails, or computes rubbish', () => {
      const product = 'raise RuntimeError("CUDA error: no kernel image\\nCompile with DSA")';
      expect(run({ 'lib/torch.py': torch({ product }) })).toMatchObject({
        state: 'kernel-fails',
        detail: 'RuntimeError: CUDA error: no kernel image',
      });
      expect(run({ 'lib/torch.py': torch({ finite: 'False' }) })).toMatchObject({
        state: 'kernel-fails',
        detail: 'the result is not finite',
      });
    });

    it('tells a build without a device from one without CUDA, with what torch warns of', () => {
      const available = 'warnings.warn("the driver is too old"); return False';
      expect(run({ 'lib/torch.py': torch({ available }) })).toMatchObject({
        state: 'no-device',
        detail: 'the driver is too old',
      });
      expect(run({ 'lib/torch.py': torch({ cuda: 'None', available: 'return False' }) })).toMatchObject({
        state: 'cpu-only',
        detail: null,
      });
    });

    it('tells absence from a broken installation', () => {
      const fromLib = (files: Record<string, string>) => run({ ...files, 'lib/kept.txt': '' });
      const gone = 'raise ModuleNotFoundError("No module named \'torch\'")';
      expect(fromLib({ 'lib/torch.py': gone })).toMatchObject({ state: 'absent' });
      expect(fromLib({ 'lib/torch.py': 'import absent_numpy' })).toMatchObject({
        state: 'interpreter-broken',
        detail: "ModuleNotFoundError: No module named 'absent_numpy'",
      });
      expect(
        fromLib({ 'lib/torch.py': 'raise OSError("loading\\nlibcudart.so.12: cannot open")' }),
      ).toMatchObject({
        state: 'interpreter-broken',
        detail: 'libcudart.so.12: cannot open',
      });
    });

    it('takes a module without a version, as an uninstalled torch leaves behind, for absent', () => {
      expect(run({ 'lib/torch.py': '' })).toMatchObject({ state: 'absent' });
    });

    it.each([
      ['import torch', true],
      ['    from torch import nn  # lazily', true],
      ['import torchaudio', false],
      ['# import torch', false],
      ['from .torch import x', false],
    ])('reads off the sources whether torch is needed: %s → %s', (source, needed) => {
      expect(run({ 'lib/torch.py': '', 'app/engine.py': `x = 1\n${source}\n` })?.torchNeeded).toBe(needed);
    });

    it('says what it is doing before torch can take the process down', () => {
      mkdirSync(join(root, 'lib'));
      writeFileSync(join(root, 'lib/torch.py'), 'import os; os.abort()');
      const { stdout } = spawnSync(python ?? '', ['-', 'cuda', '', 'MARK'], {
        env: { ...process.env, PYTHONPATH: join(root, 'lib') },
        input: CUDA_CHECK,
        encoding: 'utf8',
      });
      expect(markedAnswer(stdout, 'MARK')).toEqual({ torchNeeded: false, stage: 'importing torch' });
    });
  },
);
