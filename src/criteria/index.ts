// Written by `npm run generate`: one entry per file of this folder that has a default export.
import backend from './backend.ts';
import build from './build.ts';
import cuda from './cuda.ts';
import e2e from './e2e.ts';
import e2eAudio from './e2e-audio.ts';
import gpu from './gpu.ts';
import llm from './llm.ts';
import stats from './stats.ts';
import tests from './tests.ts';
import tts from './tts.ts';
import websocket from './websocket.ts';

export const criteria = [
  backend,
  build,
  cuda,
  e2e,
  e2eAudio,
  gpu,
  llm,
  stats,
  tests,
  tts,
  websocket,
] as const;
