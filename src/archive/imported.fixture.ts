import type { ImportedReview } from '../domain/imported.ts';
import type { ImportedDrawing } from './drawing.ts';
import { sha256Of } from './sha256.ts';

const SILENT = { value: null, where: null, candidates: [] };
const NAMES = [
  ...[
    'kind',
    'number',
    'reviewed_at',
    'commit',
    'status',
    'verdict',
    'score_pct',
    'score_points',
    'score_max',
  ],
  ...[
    'blockers',
    'progress',
    'criteria',
    'tests_passed',
    'tests_failed',
    'tests_skipped',
    'llm_ms',
    'tts_ms',
  ],
  ...['e2e_ms', 'gpu_util_pct', 'gpu_mem_used_mib', 'gpu_mem_total_mib', 'gpu_name', 'build_ok', 'routes'],
  'websocket_ok',
];

/** Not even UTF-8: an archive keeps what it is given. */
export const UNTEXTUAL = Uint8Array.from([0x23, 0x20, 0xff, 0x0d, 0x0a]);

/** A review that ralph did not write, of which nothing could be read. */
export const imported = (cycle: number): ImportedReview =>
  ({
    ...{
      schema: 'ralph/imported@1',
      cycle,
      reviewedAt: '2026-01-20T13:42:00Z',
      file: 'old.md',
      target: 'eva',
    },
    sha256: sha256Of(UNTEXTUAL),
    fields: Object.fromEntries(NAMES.map((name) => [name, SILENT])),
    ...{ unknown: {}, ambiguous: [], contradictions: [] },
  }) as unknown as ImportedReview;

export const taking = (cycle: number): ImportedDrawing => ({
  imported: imported(cycle),
  document: UNTEXTUAL,
});
