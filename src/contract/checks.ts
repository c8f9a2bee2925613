import { chat } from './chat.ts';
import { chatSocket } from './chat-socket.ts';
import { chatStream } from './chat-stream.ts';
import type { Check } from './check.ts';
import { clear } from './clear.ts';
import { container } from './container.ts';
import { errors } from './errors.ts';
import { health } from './health.ts';
import { healthInUse } from './health-in-use.ts';
import { recordings } from './recordings.ts';
import { retryAfter } from './retry-after.ts';
import { root } from './root.ts';
import { stats } from './stats.ts';
import { tts } from './tts.ts';
import { ttsStream } from './tts-stream.ts';
import { voiceSocket } from './voice-socket.ts';
import { voices } from './voices.ts';

/** Every check in the order of asking: the socket before the POST routes, which share its rate limit and get more of it. */
export const checks: readonly Check[] = [
  ...health,
  ...root,
  ...voices,
  ...stats,
  ...chatSocket,
  ...voiceSocket,
  ...chat,
  ...chatStream,
  ...tts,
  ...container,
  ...ttsStream,
  ...clear,
  ...healthInUse,
  ...errors,
  ...recordings,
  // Last: it judges what the others met.
  retryAfter,
];
