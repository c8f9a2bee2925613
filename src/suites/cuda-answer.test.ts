import { describe, expect, it } from 'vitest';
import { cudaState, readCudaAnswer } from './cuda-answer.ts';

const torch = {
  version: '2.5.1',
  cuda: '12.1',
  available: true,
  device: 'RTX 4090',
  kernel: { ok: true, ms: 1.2 },
};

const state = (answer: object) => {
  const read = readCudaAnswer({ python: '3.11.7', torch: null, error: null, ...answer });
  return read && cudaState(read);
};

describe('readCudaAnswer', () => {
  it('is strict about what matters', () => {
    expect(readCudaAnswer({})).toBeUndefined();
    expect(readCudaAnswer({ torchNeeded: true, stage: 'importing torch' })).toBeUndefined();
    expect(
      readCudaAnswer({ python: '3', torch: { ...torch, kernel: { ok: true } }, error: null }),
    ).toBeUndefined();
    expect(
      readCudaAnswer({ python: '3', torch: { ...torch, available: 'yes' }, error: null }),
    ).toBeUndefined();
  });

  it('does without what older answers lack', () => {
    expect(readCudaAnswer({ python: '3', torch: null, error: null })?.torchNeeded).toBe(false);
  });
});

describe('cudaState', () => {
  it.each([
    ['works', { torch }],
    ['works', { torch: { ...torch, cuda: null } }],
    ['kernel-fails', { torch: { ...torch, kernel: { ok: false, error: 'CUDA error' } } }],
    ['kernel-fails', { torch: { ...torch, kernel: null } }],
    ['no-device', { torch: { ...torch, available: false, kernel: null } }],
    ['cpu-only', { torch: { ...torch, available: false, cuda: null, kernel: null } }],
    ['absent', { error: "No module named 'torch'" }],
    ['absent', {}],
    ['interpreter-broken', { error: "No module named 'torch._C'" }],
    ['interpreter-broken', { error: "No module named 'torchgen'" }],
    ['interpreter-broken', { error: 'OSError: libcudart.so.12: cannot open shared object file' }],
  ])('%s', (expected, answer) => {
    expect(state(answer)?.state).toBe(expected);
  });

  it('quotes the line that says it: the first of a kernel’s error, the last of an import’s', () => {
    const kernel = { ok: false, error: '\nCUDA error: out of memory\nCompile with TORCH_USE_CUDA_DSA' };
    expect(state({ torch: { ...torch, kernel } })?.detail).toBe('CUDA error: out of memory');
    expect(state({ error: 'ImportError: one\nlibc10.so: undefined symbol\n' })?.detail).toBe(
      'libc10.so: undefined symbol',
    );
  });
});
