// Written by `npm run generate`: one entry per file of this folder that has a default export.
import backend from './backend.ts';
import build from './build.ts';
import cuda from './cuda.ts';
import environment from './environment.ts';
import gpu from './gpu.ts';
import llmStream from './llm-stream.ts';
import llm from './llm.ts';
import memory from './memory.ts';
import runtime from './runtime.ts';
import stats from './stats.ts';
import tests from './tests.ts';
import ttsStream from './tts-stream.ts';
import tts from './tts.ts';
import turn from './turn.ts';
import websocket from './websocket.ts';

export const probes = [
  backend,
  build,
  cuda,
  environment,
  gpu,
  llmStream,
  llm,
  memory,
  runtime,
  stats,
  tests,
  ttsStream,
  tts,
  turn,
  websocket,
] as const;
