import type { ImportedFigures } from '../domain/imported.ts';
import type { Document } from './document.ts';
import { gpuLoadOf, gpuMemoryOf, gpuNameOf } from './fields/gpu.ts';
import { latenciesOf } from './fields/latencies.ts';
import { routesOf } from './fields/routes.ts';
import { stateField } from './fields/state.ts';
import { testsOf } from './fields/tests.ts';
import { saidIn } from './said.ts';

const BUILD = /(?<!docker )\b(?:npm run )?build\b/;
const WEBSOCKET = /\bweb ?sockets?\b|\bws\b(?!:)|\/ws\/\w{1,20}/;

/** What a review that somebody wrote settles of what was measured: pure, and null wherever it does not settle it. */
export function figuresOf(document: Document): ImportedFigures {
  const said = saidIn(document);
  const latencies = latenciesOf(said);
  const tests = testsOf(said);
  const memory = gpuMemoryOf(said);
  return {
    tests_passed: tests.passed,
    tests_failed: tests.failed,
    tests_skipped: tests.skipped,
    llm_ms: latencies.llm,
    tts_ms: latencies.tts,
    e2e_ms: latencies.e2e,
    gpu_util_pct: gpuLoadOf(said),
    gpu_mem_used_mib: memory.used,
    gpu_mem_total_mib: memory.total,
    gpu_name: gpuNameOf(said),
    build_ok: stateField(said, BUILD),
    routes: routesOf(said),
    websocket_ok: stateField(said, WEBSOCKET),
  };
}
