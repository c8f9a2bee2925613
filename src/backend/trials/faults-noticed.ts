import type { faults } from '../faults/index.ts';

/** Who notices a fault: a review, by what a person reads in it, or `ralph validate`, by checks; or both, or nobody. */
export interface Notice {
  /** A row of the selftest that a whole review of it notices, where a few probes would wait too long. */
  readonly selftest?: string;
  /** It only looks like a fault: why nobody should raise an alarm. */
  readonly harmless?: string;
  /** As `serve --fault` takes them; the fault itself when this is left out. */
  readonly on?: readonly string[];
  readonly validate?: {
    /** Checks that stop holding. */
    readonly by: readonly string[];
    /** Checks that have to ask first, whatever comes of them. */
    readonly after?: readonly string[];
  };
  readonly review?: {
    /** Probes that are enough. */
    readonly only: string;
    /** Findings that a person reads, blockers or warnings. */
    readonly findings: readonly string[];
    /** Criteria that fail, under 6 of 10. */
    readonly criteria?: readonly string[];
  };
}

const inSpeech: Notice = { validate: { by: ['tts.speech', 'chat.speech'] } };
const bySpeech = (...findings: readonly string[]): Notice => ({
  review: { only: 'backend,tts', findings, criteria: ['tts'] },
});
const byEar = (...findings: readonly string[]): Notice => ({
  review: { only: 'backend,tts,stt', findings },
});
const bySocket = (...findings: readonly string[]): Notice => ({
  review: { only: 'backend,llm,websocket,voice_socket', findings },
});
const inHealth: Notice = { validate: { by: ['health.shape'] } };
const inErrors: Notice = { validate: { by: ['errors.route', 'chat.empty'] } };
const inSocket: Notice = { validate: { by: ['chat-socket.ping', 'chat-socket.turn'] } };

/** What notices each fault; one without an entry does not compile. */
export const noticed: Readonly<Record<(typeof faults)[number]['id'], Notice>> = {
  'tts-none': inSpeech,
  'tts-tiny': inSpeech,
  'tts-silent': inSpeech,
  'tts-truncated': inSpeech,
  'tts-empty-200': inSpeech,
  'tts-wav-as-mp3': { validate: { by: ['tts.container', 'chat.container'] } },
  'tts-slow': {
    on: ['tts-slow:1000'],
    review: { only: 'backend,tts', findings: ['tts-slow'], criteria: ['tts'] },
  },
  'tts-noise': bySpeech('audio-not-speech'),
  'tts-beep': bySpeech('audio-not-speech'),
  'tts-garbage': bySpeech('audio-not-speech'),
  'tts-canned': bySpeech('speech-canned'),
  'tts-cached': {
    // What comes at once anyway, nobody can tell from what was kept; and nobody is fooled by it.
    on: ['tts-cached', 'tts-slow:1000'],
    review: { only: 'backend,tts', findings: ['tts-slow'], criteria: ['tts'] },
  },
  'tts-slows-down': {
    on: ['tts-slows-down:150'],
    review: { only: 'backend,tts,idle', findings: ['speech-slows-down'] },
  },
  'tts-stalls': { review: { only: 'backend,tts,tts_stream', findings: ['broken-playback'] } },
  'tts-filler': { review: { only: 'backend,tts,tts_stream', findings: ['canned-filler'] } },
  'stream-buffered': {
    review: { only: 'backend,llm,llm_stream,tts,tts_stream', findings: ['fake-streaming'] },
  },
  'idle-unload': {
    on: ['idle-unload:2000'],
    review: { only: 'backend,llm,tts,idle', findings: ['idle-unload'] },
  },
  'stt-down': byEar('stt-silent'),
  'stt-empty': byEar('stt-silent'),
  'stt-canned': byEar('stt-silent'),
  'stt-mishears': byEar('stt-inaccurate'),
  'stt-slow': byEar('stt-slow'),
  'chat-audio-absent': { review: { only: 'backend,llm,tts,turn', findings: ['chat-without-audio'] } },
  'chat-audio-empty': { review: { only: 'backend,llm,tts,turn', findings: ['chat-without-audio'] } },
  'chat-audio-garbage': { review: { only: 'backend,llm,tts,turn', findings: ['audio-not-speech'] } },
  'ws-no-end': { review: { only: 'backend,llm,websocket', findings: ['websocket-broken'] } },
  'ws-wrong-shape': { review: { only: 'backend,llm,websocket', findings: ['ws-wrong-shape'] } },
  'ws-deaf-to-interrupt': bySocket('barge-in-ignored'),
  'ws-slow-to-stop': bySocket('barge-in-slow'),
  'llm-down': { validate: { by: ['chat.shape', 'chat-stream.order', 'chat-socket.turn'] } },
  'chat-no-audio': { validate: { by: ['chat.speech'] } },
  'chat-apology': {
    validate: { by: ['chat.answer'] },
    review: { only: 'backend,llm', findings: ['provider-down-behind-200'], criteria: ['backend', 'llm'] },
  },
  'chat-canned': {
    review: { only: 'backend,llm,turn', findings: ['canned-answer'], criteria: ['backend', 'llm', 'e2e'] },
  },
  'errors-excused': {
    on: ['llm-down', 'errors-excused'],
    validate: { by: ['chat.answer'] },
    review: { only: 'backend,llm', findings: ['provider-down-behind-200'], criteria: ['backend', 'llm'] },
  },
  'provider-fails': { validate: { by: ['chat.shape', 'chat-stream.order', 'chat-socket.turn'] } },
  'provider-hangs': { selftest: 'provider-hangs' },
  'greetings-canned': { harmless: 'no figure of a review is that of a greeting' },
  'default-session-grows': { harmless: 'each question of a review has a session of its own' },
  'features-lie': { review: { only: 'backend,llm', findings: ['model-misnamed'] } },
  'chat-empty': { validate: { by: ['chat.answer', 'chat-socket.turn'] } },
  'chat-cut': { validate: { by: ['chat.whole'] } },
  'chat-cached': {
    // What comes at once anyway, nobody can tell from what was kept.
    on: ['chat-cached', 'chat-slow:700'],
    review: { only: 'backend,llm', findings: ['cache-masks-latency'] },
  },
  'chat-slow': {
    on: ['chat-slow:1000'],
    review: { only: 'backend,llm', findings: ['llm-slow'], criteria: ['llm'] },
  },
  'latency-lies': {
    on: ['latency-lies', 'chat-slow:500'],
    validate: { by: ['chat.latency'] },
    review: { only: 'backend,llm', findings: ['self-reported-latency-lies'] },
  },
  'cold-start': { review: { only: 'backend,llm,tts', findings: ['cold-start'] } },
  'health-lies': { on: ['health-lies', 'llm-down'], validate: { by: ['health.use'] } },
  'health-denies': {
    review: { only: 'backend,llm,health_after', findings: ['health-lies'] },
  },
  'health-slow-in-company': { harmless: 'a health route that waits for the work of others is not down' },
  'warm-up': { harmless: 'health is asked again where its first answer is slow' },
  'request-slow': { review: { only: 'backend,websocket', findings: ['request-overhead'] } },
  'health-slow': { review: { only: 'backend', findings: ['health-slow'] } },
  'event-loop-block': { review: { only: 'backend,websocket', findings: ['event-loop-blocked'] } },
  'memory-leak': { review: { only: 'llm,tts,turn,memory', findings: ['memory-leak'] } },
  'crash-on-nth': {
    on: ['crash-on-nth:5'],
    review: { only: 'backend,llm,health_after', findings: ['stack-died'], criteria: ['backend', 'llm'] },
  },
  'db-locked': { validate: { by: ['stats.shape'] } },
  'ws-refuse': inSocket,
  'ws-silent': { validate: { by: ['chat-socket.ping'] } },
  'ws-close-1006': inSocket,
  'ws-binary-noise': { validate: { by: ['chat-socket.frames'] } },
  'ws-slow-first-token': { review: { only: 'backend,llm,websocket', findings: ['stream-late'] } },
  'rate-limit-tight': { on: ['rate-limit-tight:1'], validate: { by: ['chat.answer'] } },
  'retry-after-missing': {
    on: ['retry-after-missing', 'rate-limit-tight:1'],
    validate: { by: ['errors.retry-after'], after: ['chat.answer'] },
  },
  'retry-after-constant': { selftest: 'retry-after-constant' },
  'auth-required': { validate: { by: ['chat.shape', 'chat-socket.ping', 'errors.route'] } },
  'socket-limit-shared': { selftest: 'socket-limit-shared' },
  'proxy-swallows-status': inErrors,
  'error-text': { validate: { by: ['chat.empty'] } },
  'error-list': inErrors,
  'log-tracebacks': { harmless: 'what is written about a success is no failure' },
  'error-html': inErrors,
  'error-200': inErrors,
  hang: inHealth,
  reset: inHealth,
  'slow-loris-body': inHealth,
  'endless-body': inHealth,
};
