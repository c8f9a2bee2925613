import type { ImportedFigures } from '../domain/imported.ts';
import type { Document } from './document.ts';
import { SILENT } from './settle.ts';

/** The figures and states that a review may give anywhere in its body. */
export const figuresOf = (_document: Document): ImportedFigures => ({
  tests_passed: SILENT,
  tests_failed: SILENT,
  tests_skipped: SILENT,
  llm_ms: SILENT,
  tts_ms: SILENT,
  e2e_ms: SILENT,
  gpu_util_pct: SILENT,
  gpu_mem_used_mib: SILENT,
  gpu_mem_total_mib: SILENT,
  gpu_name: SILENT,
  build_ok: SILENT,
  routes: SILENT,
  websocket_ok: SILENT,
});
