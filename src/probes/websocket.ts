import { isExcuse } from '../domain/chat.ts';
import type { Socket, SocketEvent, SocketOpening } from '../domain/host.ts';
import type { Exhibit } from '../domain/observation.ts';
import type { Pace } from '../domain/pace.ts';
import { defineProbe } from '../domain/probe.ts';
import type { SocketSpeech, TurnFrame } from '../domain/stack.ts';
import { type Prompt, promptFor, sessionFor } from '../load/prompts.ts';

/** One thing asked of the socket: how long it took (null where nobody timed it), or what came instead. */
export type Step<Facts = unknown> = ({ readonly ms: number | null } & Facts) | { readonly problem: string };

/** One streamed turn: `ms` is the time to the first token. */
export interface StreamedTurn {
  readonly tokens: number | null;
  readonly endMs: number | null;
  /** The first 400 characters. */
  readonly text: string;
}

export interface WebsocketReadings {
  readonly connect: Step;
  /** Null: not asked. */
  readonly ping: Step | null;
  readonly turn: Step<StreamedTurn> | null;
}

const LONGEST_PING_MS = 10_000;

const stepMs = (step: Step | null): number | undefined =>
  step && 'ms' in step ? (step.ms ?? undefined) : undefined;

const refused = (opening: SocketOpening & { kind: 'failed' }): Step => ({
  problem:
    opening.failure === 'rejected'
      ? `upgrade rejected with ${opening.status ?? 'no status'}`
      : `${opening.failure}: ${opening.message}`,
});

/** What comes next, as long as `timeoutMs` from `sentMs` last in all: silence then, however much is still said. */
function within(timeoutMs: number, sentMs: number, socket: Socket): () => Promise<SocketEvent> {
  let leftMs = timeoutMs;
  return async () => {
    if (leftMs <= 0) return { kind: 'silence', afterMs: timeoutMs };
    const event = await socket.next(leftMs);
    if (event.kind !== 'silence') leftMs = timeoutMs - (event.atMs - sentMs);
    return event;
  };
}

/** An open socket, and how to speak over it. */
interface Line {
  readonly socket: Socket;
  readonly speech: SocketSpeech;
  readonly timeoutMs: number;
  readonly pace: Pick<Pace, 'turn' | 'waitForRateLimit'>;
}

/** A refusal that asks for no wait at all would be asked again for ever, because no wait spends no budget. */
const LEAST_WAIT_MS = 1_000;

/** Waits where it was asked too often; false where it was not, or the run has no time left for that. */
const mayAskAgain = async ({ pace }: Line, { retryAfterMs }: TurnFrame & { kind: 'error' }) =>
  retryAfterMs !== undefined && (await pace.waitForRateLimit(Math.max(LEAST_WAIT_MS, retryAfterMs)));

async function ping(line: Line): Promise<Step> {
  const { socket, speech, timeoutMs: longestMs, pace } = line;
  const timeoutMs = Math.min(LONGEST_PING_MS, longestMs);
  await pace.turn();
  const sentMs = socket.send(speech.ping());
  const next = within(timeoutMs, sentMs, socket);
  for (;;) {
    const event = await next();
    if (event.kind === 'silence') return { problem: `no pong within ${timeoutMs} ms` };
    if (event.kind === 'closed') return { problem: `closed with ${event.code} instead of a pong` };
    const frame = speech.read(event.kind === 'text' ? event.text : event.bytes);
    if (frame.kind === 'pong') return { ms: event.atMs - sentMs };
    if (frame.kind === 'error') {
      if (await mayAskAgain(line, frame)) return ping(line);
      return { problem: `error instead of a pong: ${frame.detail}` };
    }
  }
}

async function turn(line: Line, prompt: Prompt): Promise<Step<StreamedTurn>> {
  const { socket, speech, timeoutMs, pace } = line;
  const { text: question, topic } = prompt;
  await pace.turn();
  const sentMs = socket.send(speech.message(question, sessionFor('ws', 0)));
  const next = within(timeoutMs, sentMs, socket);
  let firstMs: number | undefined;
  let text = '';
  let tokens = 0;
  for (;;) {
    const event = await next();
    if (event.kind === 'silence') {
      return {
        problem:
          tokens === 0
            ? `no token within ${timeoutMs} ms`
            : `no end within ${timeoutMs} ms, after ${tokens} tokens`,
      };
    }
    if (event.kind === 'closed') return { problem: `closed with ${event.code} after ${tokens} tokens` };
    const frame = speech.read(event.kind === 'text' ? event.text : event.bytes);
    if (frame.kind === 'error') {
      if (tokens === 0 && (await mayAskAgain(line, frame))) return turn(line, prompt);
      return { problem: `error frame: ${frame.detail}` };
    }
    if (frame.kind === 'token' && frame.text !== '') {
      firstMs ??= event.atMs - sentMs;
      tokens++;
      text = (text + frame.text).slice(0, 400);
    }
    if (frame.kind === 'end') {
      if (firstMs === undefined) return { problem: 'the turn ended without a token' };
      if (isExcuse(text, topic)) return { problem: 'an excuse is streamed instead of an answer' };
      return { ms: firstMs, tokens, endMs: event.atMs - sentMs, text };
    }
  }
}

const said = (name: string, step: Step | null): string[] => {
  if (step === null) return [];
  if ('problem' in step) return [`${name}: FAILED, ${step.problem}`];
  return [`${name}: ${step.ms === null ? 'works' : `${step.ms.toFixed(1)} ms`}`];
};

const streamedText = (turn: WebsocketReadings['turn']): string[] =>
  turn && 'text' in turn ? [`${turn.tokens ?? '?'} tokens: ${JSON.stringify(turn.text)}`] : [];

const exhibit = ({ connect, ping: pong, turn: streamed }: WebsocketReadings): Exhibit => ({
  title: 'websocket',
  language: 'text',
  content: [
    ...said('connect', connect),
    ...said('ping → pong', pong),
    ...said('message → first token', streamed),
    ...streamedText(streamed),
  ].join('\n'),
});

/** Does the socket open, answer a ping, and stream a turn? */
export default defineProbe<WebsocketReadings>()({
  id: 'websocket',
  title: { en: 'WebSocket', fr: 'WebSocket' },
  phase: 'load',
  demand: { series: 0, others: 2 },
  metrics: {
    connect_ms: {
      kind: 'number',
      title: { en: 'WebSocket, connection', fr: 'WebSocket, connexion' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: { en: 'TCP connection and upgrade', fr: 'connexion TCP et upgrade' },
      from: ({ connect }) => stepMs(connect),
    },
    rtt_ms: {
      kind: 'number',
      title: { en: 'WebSocket, ping → pong', fr: 'WebSocket, ping → pong' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: { en: 'ping frame written → pong frame read', fr: 'ping écrit → pong lu' },
      from: ({ ping: pong }) => stepMs(pong),
    },
    ttft_ms: {
      kind: 'number',
      title: { en: 'WebSocket, first token', fr: 'WebSocket, premier token' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'message written → first non-empty token',
        fr: 'message écrit → premier token non vide',
      },
      from: ({ turn: streamed }) => stepMs(streamed),
    },
  },
  async observe({ stack, host, scenario, signal, pace }) {
    const speech = stack.socket;
    if (!speech) return { unavailable: 'the dialect of this target has no socket' };
    const { timeoutMs } = scenario;
    const opening = await host.sockets.open({ url: speech.url, headers: speech.headers, timeoutMs, signal });
    if (opening.kind === 'failed') {
      const readings = { connect: refused(opening), ping: null, turn: null };
      return { readings, raw: [exhibit(readings)] };
    }
    const { socket, connectMs } = opening;
    try {
      const line = { socket, speech, timeoutMs, pace };
      const pong = await ping(line);
      const streamed = await turn(line, promptFor(scenario.speech, 0));
      const readings = { connect: { ms: connectMs }, ping: pong, turn: streamed };
      return { readings, raw: [exhibit(readings)] };
    } finally {
      await socket.close();
    }
  },
});
