import { expect, test } from 'vitest';
import { KNOWN_FINDINGS } from '../imported/findings.ts';
import { readReview } from '../imported/read.ts';
import { recordOf } from '../imported/record.ts';
import { metricsOf } from '../pipeline/record.ts';
import { rules } from './rules.ts';

test('a blocker of an imported review becomes a finding that ralph raises, so that its streak goes on', () => {
  const raised: string[] = [
    ...rules.diagnoses.map(({ id }) => id),
    ...rules.criteria.map(({ finding }) => finding),
  ];
  expect(KNOWN_FINDINGS.filter((id) => !raised.includes(id))).toEqual([]);
});

test('a figure of an imported review becomes one of a metric that ralph measures', () => {
  const text = [
    ...[
      '---',
      'status: OK',
      'progress:',
      '  - Tests: 199 passed, 1 skipped',
      '  - Frontend build: OK (29 routes)',
    ],
    ...['  - LLM latency: 238ms', '  - TTS latency: 127ms', '---', '# Ralph - Cycle 1', '## GPU', '```'],
    ...['0 %, 1362 MiB, 49140 MiB, NVIDIA GeForce RTX 4090', '```', '## E2E', 'Total E2E: 287ms'],
  ].join('\n');
  const { readings } = recordOf(
    {
      ...{ schema: 'ralph/imported@1', cycle: 1, reviewedAt: '', file: '', target: '', sha256: '' },
      ...readReview(text),
    },
    '',
  );
  const metrics = metricsOf(rules.probes).map(([id]) => id);
  expect(Object.keys(readings).filter((id) => !metrics.includes(id))).toEqual([]);
  expect(Object.keys(readings)).toEqual([
    ...['llm.e2el_ms', 'tts.total_ms', 'turn.e2e_ms', 'gpu.util_load_pct', 'gpu.mem_used_mib'],
    ...['gpu.mem_total_mib', 'build.state', 'build.routes', 'tests.passed', 'tests.failed'],
  ]);
});
