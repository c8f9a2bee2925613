import type { Field, ImportedFigures } from '../domain/imported.ts';
import type { Document } from './document.ts';
import { gpuLoadOf } from './fields/gpu-load.ts';
import { gpuMemoryOf } from './fields/gpu-memory.ts';
import { gpuNameOf } from './fields/gpu-name.ts';
import { latenciesOf } from './fields/latencies.ts';
import { routesOf } from './fields/routes.ts';
import { stateField } from './fields/state.ts';
import { testsOf } from './fields/tests.ts';
import { saidIn } from './said.ts';

const BUILD = /(?<!docker )\b(?:frontend )?(?:npm run )?build\b/;
const WEBSOCKET = /\bweb ?sockets?\b|\bws\b(?!:\/\/)|\/ws\/\w{1,20}/;

/** A page that repeats itself a thousand times has no more to say. */
const MOST_CANDIDATES = 50;

const few = <Value>(field: Field<Value>): Field<Value> => ({
  ...field,
  candidates: field.candidates.slice(0, MOST_CANDIDATES),
});

/** What a review that somebody wrote settles of what was measured: pure, and null wherever it does not settle it. */
export function figuresOf(document: Document): ImportedFigures {
  const said = saidIn(document);
  const latencies = latenciesOf(said);
  const tests = testsOf(said);
  const memory = gpuMemoryOf(said);
  return {
    tests_passed: few(tests.passed),
    tests_failed: few(tests.failed),
    tests_skipped: few(tests.skipped),
    llm_ms: few(latencies.llm),
    tts_ms: few(latencies.tts),
    e2e_ms: few(latencies.e2e),
    gpu_util_pct: few(gpuLoadOf(said)),
    gpu_mem_used_mib: few(memory.used),
    gpu_mem_total_mib: few(memory.total),
    gpu_name: few(gpuNameOf(said)),
    build_ok: few(stateField(said, BUILD)),
    routes: few(routesOf(said)),
    websocket_ok: few(stateField(said, WEBSOCKET)),
  };
}
