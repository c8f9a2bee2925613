import type { Sample, Series } from '../domain/sample.ts';
import type { Interruption } from '../probes/barge-in.ts';
import type { HeardFacts, SttReadings } from '../probes/stt.ts';
import type { VoiceSocketReadings } from '../probes/voice-socket.ts';
import type { WebsocketReadings } from '../probes/websocket-metrics.ts';

const series = <Reply>(...warm: readonly Sample<Reply>[]): Series<Reply> => ({
  cold: null,
  warm,
  rateLimited: 0,
});

let recordings = 0;

/** A recording of 18 words of which so many were understood wrong. */
export const heard = (wrong: number, changed: Partial<HeardFacts> = {}): Sample<HeardFacts> => ({
  wallMs: 200,
  reply: {
    said: 'The happy fox found a yellow basket in the garden.',
    heard: `the happy fox ${recordings++}`,
    errors: { words: 18, substitutions: wrong, deletions: 0, insertions: 0 },
    audioS: 6,
    reportedMs: null,
    ...changed,
  },
});

export const transcripts = (...samples: Sample<HeardFacts>[]): SttReadings => series(...samples);

/** A socket over which nothing but these interruptions was tried. */
export const interrupted = (...after: Interruption['after'][]): VoiceSocketReadings => ({
  by: 'message',
  turns: series(),
  interruptions: series(...after.map((each) => ({ wallMs: 100, reply: { after: each } }))),
});

/** A chat socket whose warm turns had a token at each of these times, and their end with the last. */
export const socketTurns = (...turns: readonly (readonly number[])[]): WebsocketReadings => {
  const streamed = turns.map((atMs) => ({
    ms: atMs[0] ?? 0,
    tokens: atMs.length,
    endMs: atMs.at(-1) ?? 0,
    text: 'Un chat',
    pieces: atMs.map((each) => ({ atMs: each, text: 'chat ' })),
  }));
  const [first = null] = streamed;
  return {
    connect: { ms: 5 },
    ping: { ms: 1 },
    turn: first,
    more: { connects: [], pings: [], turns: streamed },
  };
};
