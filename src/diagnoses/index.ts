// Written by `npm run generate`: one entry per file of this folder that has a default export.
import answerCut from './answer-cut.ts';
import audioNotSpeech from './audio-not-speech.ts';
import authMissing from './auth-missing.ts';
import bargeInIgnored from './barge-in-ignored.ts';
import bargeInSlow from './barge-in-slow.ts';
import brokenPlayback from './broken-playback.ts';
import buildClaimsSuccess from './build-claims-success.ts';
import buildLocked from './build-locked.ts';
import cacheMasksLatency from './cache-masks-latency.ts';
import cannedAnswer from './canned-answer.ts';
import cannedFiller from './canned-filler.ts';
import chatWithoutAudio from './chat-without-audio.ts';
import coldStart from './cold-start.ts';
import contextTooSmall from './context-too-small.ts';
import cpuFallback from './cpu-fallback.ts';
import cudaKernelFails from './cuda-kernel-fails.ts';
import cudaNoDevice from './cuda-no-device.ts';
import databaseDown from './database-down.ts';
import dependencyVanished from './dependency-vanished.ts';
import eventLoopBlocked from './event-loop-blocked.ts';
import fakeStreaming from './fake-streaming.ts';
import gpuAbsent from './gpu-absent.ts';
import gpuIdle from './gpu-idle.ts';
import gpuOfOthers from './gpu-of-others.ts';
import gpuUnreadable from './gpu-unreadable.ts';
import healthLies from './health-lies.ts';
import healthSlow from './health-slow.ts';
import idleUnload from './idle-unload.ts';
import instrumentLate from './instrument-late.ts';
import interpreterBroken from './interpreter-broken.ts';
import llmSilent from './llm-silent.ts';
import llmUnsteady from './llm-unsteady.ts';
import memoryLeak from './memory-leak.ts';
import modelLoading from './model-loading.ts';
import modelMisnamed from './model-misnamed.ts';
import modelMissing from './model-missing.ts';
import noisyMachine from './noisy-machine.ts';
import onlyReasoning from './only-reasoning.ts';
import portOwnedByAnotherProcess from './port-owned-by-another-process.ts';
import providerDownBehind200 from './provider-down-behind-200.ts';
import proxySwallowsStatus from './proxy-swallows-status.ts';
import rateLimited from './rate-limited.ts';
import requestOverhead from './request-overhead.ts';
import requirementsDrift from './requirements-drift.ts';
import selfReportedLatencyLies from './self-reported-latency-lies.ts';
import serviceBusy from './service-busy.ts';
import serviceDown from './service-down.ts';
import speechCanned from './speech-canned.ts';
import speechChainWithoutFallback from './speech-chain-without-fallback.ts';
import speechFlawed from './speech-flawed.ts';
import speechMissing from './speech-missing.ts';
import speechSlowsDown from './speech-slows-down.ts';
import stackDied from './stack-died.ts';
import stackMalformed from './stack-malformed.ts';
import stackUnreachable from './stack-unreachable.ts';
import streamBroken from './stream-broken.ts';
import streamLate from './stream-late.ts';
import sttInaccurate from './stt-inaccurate.ts';
import sttSilent from './stt-silent.ts';
import sttSlow from './stt-slow.ts';
import suiteProvesNothing from './suite-proves-nothing.ts';
import testsBroken from './tests-broken.ts';
import testsFailing from './tests-failing.ts';
import throttledGpu from './throttled-gpu.ts';
import toolInsteadOfWords from './tool-instead-of-words.ts';
import torchAbsent from './torch-absent.ts';
import torchCpuOnly from './torch-cpu-only.ts';
import vramUnused from './vram-unused.ts';
import wrongInterpreter from './wrong-interpreter.ts';
import wsNoise from './ws-noise.ts';
import wsWrongShape from './ws-wrong-shape.ts';

export const diagnoses = [
  answerCut,
  audioNotSpeech,
  authMissing,
  bargeInIgnored,
  bargeInSlow,
  brokenPlayback,
  buildClaimsSuccess,
  buildLocked,
  cacheMasksLatency,
  cannedAnswer,
  cannedFiller,
  chatWithoutAudio,
  coldStart,
  contextTooSmall,
  cpuFallback,
  cudaKernelFails,
  cudaNoDevice,
  databaseDown,
  dependencyVanished,
  eventLoopBlocked,
  fakeStreaming,
  gpuAbsent,
  gpuIdle,
  gpuOfOthers,
  gpuUnreadable,
  healthLies,
  healthSlow,
  idleUnload,
  instrumentLate,
  interpreterBroken,
  llmSilent,
  llmUnsteady,
  memoryLeak,
  modelLoading,
  modelMisnamed,
  modelMissing,
  noisyMachine,
  onlyReasoning,
  portOwnedByAnotherProcess,
  providerDownBehind200,
  proxySwallowsStatus,
  rateLimited,
  requestOverhead,
  requirementsDrift,
  selfReportedLatencyLies,
  serviceBusy,
  serviceDown,
  speechCanned,
  speechChainWithoutFallback,
  speechFlawed,
  speechMissing,
  speechSlowsDown,
  stackDied,
  stackMalformed,
  stackUnreachable,
  streamBroken,
  streamLate,
  sttInaccurate,
  sttSilent,
  sttSlow,
  suiteProvesNothing,
  testsBroken,
  testsFailing,
  throttledGpu,
  toolInsteadOfWords,
  torchAbsent,
  torchCpuOnly,
  vramUnused,
  wrongInterpreter,
  wsNoise,
  wsWrongShape,
] as const;
