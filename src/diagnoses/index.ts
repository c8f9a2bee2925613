// Written by `npm run generate`: one entry per file of this folder that has a default export.
import answerCut from './answer-cut.ts';
import authMissing from './auth-missing.ts';
import bargeInIgnored from './barge-in-ignored.ts';
import bargeInSlow from './barge-in-slow.ts';
import cacheMasksLatency from './cache-masks-latency.ts';
import cannedAnswer from './canned-answer.ts';
import chatWithoutAudio from './chat-without-audio.ts';
import coldStart from './cold-start.ts';
import contextTooSmall from './context-too-small.ts';
import cudaKernelFails from './cuda-kernel-fails.ts';
import cudaNoDevice from './cuda-no-device.ts';
import databaseDown from './database-down.ts';
import dependencyVanished from './dependency-vanished.ts';
import eventLoopBlocked from './event-loop-blocked.ts';
import fakeStreaming from './fake-streaming.ts';
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
import stackDied from './stack-died.ts';
import stackMalformed from './stack-malformed.ts';
import stackUnreachable from './stack-unreachable.ts';
import streamBroken from './stream-broken.ts';
import streamLate from './stream-late.ts';
import sttInaccurate from './stt-inaccurate.ts';
import sttSilent from './stt-silent.ts';
import testsBroken from './tests-broken.ts';
import throttledGpu from './throttled-gpu.ts';
import toolInsteadOfWords from './tool-instead-of-words.ts';
import torchAbsent from './torch-absent.ts';
import torchCpuOnly from './torch-cpu-only.ts';
import vramUnused from './vram-unused.ts';

export const diagnoses = [
  answerCut,
  authMissing,
  bargeInIgnored,
  bargeInSlow,
  cacheMasksLatency,
  cannedAnswer,
  chatWithoutAudio,
  coldStart,
  contextTooSmall,
  cudaKernelFails,
  cudaNoDevice,
  databaseDown,
  dependencyVanished,
  eventLoopBlocked,
  fakeStreaming,
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
  stackDied,
  stackMalformed,
  stackUnreachable,
  streamBroken,
  streamLate,
  sttInaccurate,
  sttSilent,
  testsBroken,
  throttledGpu,
  toolInsteadOfWords,
  torchAbsent,
  torchCpuOnly,
  vramUnused,
] as const;
