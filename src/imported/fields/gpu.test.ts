import { describe, expect, it } from 'vitest';
import { fence, figuresIn } from './review.fixture.ts';

const told = (...lines: readonly string[]): readonly unknown[] => {
  const { gpu_util_pct, gpu_mem_used_mib, gpu_mem_total_mib, gpu_name } = figuresIn(...lines);
  return [gpu_util_pct, gpu_mem_used_mib, gpu_mem_total_mib, gpu_name].map(({ value }) => value);
};
const CARD = 'NVIDIA GeForce RTX 4090';

describe('what nvidia-smi says', () => {
  it.each([
    [
      'with the name last',
      [
        'utilization.gpu [%], memory.used [MiB], memory.total [MiB], name',
        `0 %, 678 MiB, 49140 MiB, ${CARD}`,
      ],
    ],
    [
      'with the name first',
      [
        'index, name, utilization.gpu [%], memory.used [MiB], memory.total [MiB]',
        `0, ${CARD}, 0 %, 678 MiB, 49140 MiB`,
      ],
    ],
    [
      'without units',
      [
        'utilization.gpu [%], utilization.memory [%], memory.used [MiB], memory.total [MiB], name',
        `0, 9, 678, 49140, ${CARD}`,
      ],
    ],
    ['without a header', [`${CARD}, 0%, 678 MiB / 49140 MiB`]],
    [
      'as a table',
      [`|   0  ${CARD}   Off |`, '| 30%   27C    P8   15W / 450W |   678MiB / 49140MiB |   0%   Default |'],
    ],
  ])('%s', (_, lines) => {
    expect(told('### GPU', fence(...lines))).toEqual([0, 678, 49140, CARD]);
  });

  it('settles no load where it names two', () => {
    const row = `0-1 %, 1982 MiB, 49140 MiB, ${CARD}`;
    expect(told(fence('utilization.gpu [%], memory.used [MiB], memory.total [MiB], name', row))).toEqual([
      null,
      1982,
      49140,
      CARD,
    ]);
  });
});

describe('what is said of it', () => {
  it.each([
    ['both', ['- GPU: 4%, 3584MB / 24564MB VRAM (RTX 4090)'], [4, 3584, 24564, 'RTX 4090']],
    [
      'a share of its memory',
      ['- GPU: 1362 MiB / 49140 MiB (2.7% VRAM)', '- GPU VRAM | 1.6%'],
      [null, 1362, 49140, null],
    ],
    [
      'load and share',
      ['| Part | Note |', '|---|---|', '| GPU usage | 0% compute, 2.9% VRAM |'],
      [0, null, null, null],
    ],
    ['sizes in GB', ['- GPU: RTX 4090 24GB, VRAM 8.5GB/24GB'], [null, null, null, 'RTX 4090']],
    ['free memory', ['- GPU: 14298 MiB free'], [null, null, null, null]],
    ['a process', ['- GPU process python3: 1972 MiB used'], [null, null, null, null]],
    ['idle and busy', ['- GPU: 0% idle, 35% busy'], [null, null, null, null]],
    ['a rise', ['- GPU: 0% → 42%', '- GPU utilization: 42% (was 0%)'], [42, null, null, null]],
    [
      'a target',
      ['| Metric | Value | Target |', '|---|---|---|', '| GPU | 16% | >20% |'],
      [16, null, null, null],
    ],
    ['a score', ['- GPU: 2/10 (20%)'], [null, null, null, null]],
    [
      'used memory',
      ['### GPU', 'Memory Used: 2647 MiB', '- orphan PID 12: Memory: 784 MiB'],
      [null, 2647, null, null],
    ],
    [
      'memory that grew',
      ['- GPU memory: 806 MiB → 1982 MiB (+146%), memory total: 49140 MiB'],
      [null, 1982, 49140, null],
    ],
    ['memory of which nobody says whether it is used', ['- VRAM: 24564 MiB'], [null, null, null, null]],
    ['the fullest name', ['- RTX 4090 49GB', `- ${CARD}`], [null, null, null, CARD]],
    ['another card', ['- RTX 4090', '- RTX 3090'], [null, null, null, null]],
    ['a card for servers', ['- GPU: NVIDIA A100-SXM4-80GB, 55 %'], [55, null, null, 'NVIDIA A100-SXM4-80GB']],
    ['a percentile', ['- P50, GPU idle'], [null, null, null, null]],
  ])('%s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });
});

describe('a card at rest and at work', () => {
  it.each([
    ['in a section', ['### GPU', '- Idle: 0%', '- Load: 45%'], null],
    ['in French', ['### GPU', '- Au repos: 0%', '- En charge: 45%'], null],
    ['beside a processor', ['### GPU', '- GPU: 12%', '- CPU load: 80%'], 12],
  ])('%s', (_, lines, expected) => {
    expect(figuresIn(...lines).gpu_util_pct.value).toBe(expected);
  });
});
