// Written by `npm run generate`: one entry per file of this folder that has a default export.
import authRequired from './auth-required.ts';
import chatApology from './chat-apology.ts';
import chatAudioAbsent from './chat-audio-absent.ts';
import chatAudioEmpty from './chat-audio-empty.ts';
import chatAudioGarbage from './chat-audio-garbage.ts';
import chatCached from './chat-cached.ts';
import chatCanned from './chat-canned.ts';
import chatCut from './chat-cut.ts';
import chatEmpty from './chat-empty.ts';
import chatNoAudio from './chat-no-audio.ts';
import chatSlow from './chat-slow.ts';
import coldStart from './cold-start.ts';
import crashOnNth from './crash-on-nth.ts';
import dbLocked from './db-locked.ts';
import defaultSessionGrows from './default-session-grows.ts';
import endlessBody from './endless-body.ts';
import error200 from './error-200.ts';
import errorHtml from './error-html.ts';
import errorList from './error-list.ts';
import errorText from './error-text.ts';
import errorsExcused from './errors-excused.ts';
import eventLoopBlock from './event-loop-block.ts';
import featuresLie from './features-lie.ts';
import greetingsCanned from './greetings-canned.ts';
import hang from './hang.ts';
import healthDenies from './health-denies.ts';
import healthLies from './health-lies.ts';
import healthSlow from './health-slow.ts';
import healthSlowInCompany from './health-slow-in-company.ts';
import idleUnload from './idle-unload.ts';
import latencyLies from './latency-lies.ts';
import llmDown from './llm-down.ts';
import logTracebacks from './log-tracebacks.ts';
import memoryLeak from './memory-leak.ts';
import providerFails from './provider-fails.ts';
import providerHangs from './provider-hangs.ts';
import proxySwallowsStatus from './proxy-swallows-status.ts';
import rateLimitTight from './rate-limit-tight.ts';
import requestSlow from './request-slow.ts';
import reset from './reset.ts';
import retryAfterConstant from './retry-after-constant.ts';
import retryAfterMissing from './retry-after-missing.ts';
import slowLorisBody from './slow-loris-body.ts';
import socketLimitShared from './socket-limit-shared.ts';
import streamBuffered from './stream-buffered.ts';
import sttCanned from './stt-canned.ts';
import sttDown from './stt-down.ts';
import sttEmpty from './stt-empty.ts';
import sttMishears from './stt-mishears.ts';
import sttSlow from './stt-slow.ts';
import ttsBeep from './tts-beep.ts';
import ttsCached from './tts-cached.ts';
import ttsCanned from './tts-canned.ts';
import ttsEmpty200 from './tts-empty-200.ts';
import ttsFiller from './tts-filler.ts';
import ttsGarbage from './tts-garbage.ts';
import ttsNoise from './tts-noise.ts';
import ttsNone from './tts-none.ts';
import ttsSilent from './tts-silent.ts';
import ttsSlow from './tts-slow.ts';
import ttsSlowsDown from './tts-slows-down.ts';
import ttsStalls from './tts-stalls.ts';
import ttsTiny from './tts-tiny.ts';
import ttsTruncated from './tts-truncated.ts';
import ttsWavAsMp3 from './tts-wav-as-mp3.ts';
import warmUp from './warm-up.ts';
import wsBinaryNoise from './ws-binary-noise.ts';
import wsClose1006 from './ws-close-1006.ts';
import wsDeafToInterrupt from './ws-deaf-to-interrupt.ts';
import wsNoEnd from './ws-no-end.ts';
import wsRefuse from './ws-refuse.ts';
import wsSilent from './ws-silent.ts';
import wsSlowFirstToken from './ws-slow-first-token.ts';
import wsSlowToStop from './ws-slow-to-stop.ts';
import wsWrongShape from './ws-wrong-shape.ts';

export const faults = [
  authRequired,
  chatApology,
  chatAudioAbsent,
  chatAudioEmpty,
  chatAudioGarbage,
  chatCached,
  chatCanned,
  chatCut,
  chatEmpty,
  chatNoAudio,
  chatSlow,
  coldStart,
  crashOnNth,
  dbLocked,
  defaultSessionGrows,
  endlessBody,
  error200,
  errorHtml,
  errorList,
  errorText,
  errorsExcused,
  eventLoopBlock,
  featuresLie,
  greetingsCanned,
  hang,
  healthDenies,
  healthLies,
  healthSlow,
  healthSlowInCompany,
  idleUnload,
  latencyLies,
  llmDown,
  logTracebacks,
  memoryLeak,
  providerFails,
  providerHangs,
  proxySwallowsStatus,
  rateLimitTight,
  requestSlow,
  reset,
  retryAfterConstant,
  retryAfterMissing,
  slowLorisBody,
  socketLimitShared,
  streamBuffered,
  sttCanned,
  sttDown,
  sttEmpty,
  sttMishears,
  sttSlow,
  ttsBeep,
  ttsCached,
  ttsCanned,
  ttsEmpty200,
  ttsFiller,
  ttsGarbage,
  ttsNoise,
  ttsNone,
  ttsSilent,
  ttsSlow,
  ttsSlowsDown,
  ttsStalls,
  ttsTiny,
  ttsTruncated,
  ttsWavAsMp3,
  warmUp,
  wsBinaryNoise,
  wsClose1006,
  wsDeafToInterrupt,
  wsNoEnd,
  wsRefuse,
  wsSilent,
  wsSlowFirstToken,
  wsSlowToStop,
  wsWrongShape,
] as const;
