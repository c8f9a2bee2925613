// Written by `npm run generate`: one entry per file of this folder that has a default export.
import backend from './backend.ts';
import build from './build.ts';
import cuda from './cuda.ts';
import environment from './environment.ts';
import gpu from './gpu.ts';
import healthAfter from './health-after.ts';
import host from './host.ts';
import idle from './idle.ts';
import instrument from './instrument.ts';
import llm from './llm.ts';
import llmStream from './llm-stream.ts';
import memory from './memory.ts';
import runtime from './runtime.ts';
import stats from './stats.ts';
import stt from './stt.ts';
import tests from './tests.ts';
import tts from './tts.ts';
import ttsStream from './tts-stream.ts';
import turn from './turn.ts';
import voice from './voice.ts';
import voiceSocket from './voice-socket.ts';
import websocket from './websocket.ts';

export const probes = [
  backend,
  build,
  cuda,
  environment,
  gpu,
  healthAfter,
  host,
  idle,
  instrument,
  llm,
  llmStream,
  memory,
  runtime,
  stats,
  stt,
  tests,
  tts,
  ttsStream,
  turn,
  voice,
  voiceSocket,
  websocket,
] as const;
