import { inspectAudio } from '../audio/inspect.ts';
import { isExcuse } from '../domain/chat.ts';
import type { Socket } from '../domain/host.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe, type ProbeContext } from '../domain/probe.ts';
import { allOf, isRateLimit, type Sample, type Series } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Message, SocketSpeech, TurnFrame } from '../domain/socket-speech.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { type Prompt, promptsOf, sessionFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import { came, type Line, openLine, say, spoilt, unanswered, unopened } from './socket-line.ts';
import { tryShapes } from './socket-shapes.ts';
import { type Step, type StreamedTurn, socketMetrics, type WebsocketReadings } from './websocket-metrics.ts';

const LONGEST_PING_MS = 10_000;
/** These cost no work: more of them say nothing new. */
const MOST_CONNECTIONS = 6;
const MOST_PINGS = 6;
/** As much of an answer, and as many of its pieces, as evidence keeps. */
const TEXT_CHARS = 400;
const PIECE_CHARS = 200;
const MOST_PIECES = 2_000;
/** As many binary frames of a turn are looked at. */
const MOST_BINARY = 200;
/** After so many messages in a row whose answer never ends, the rest would be no better. */
const MOST_SILENCES = 2;

/** One ping on an open socket: one message. */
async function ping(line: Line<TurnFrame>, message: Message): Promise<Answer<object>> {
  const timeoutMs = Math.min(LONGEST_PING_MS, line.timeoutMs);
  const ending = await say<TurnFrame>({ ...line, timeoutMs }, message, ({ kind }) => kind === 'pong');
  if (ending.kind === 'heard') return came({}, ending.ms);
  return unanswered(ending, {
    silence: `no pong within ${timeoutMs} ms`,
    closed: (code) => `closed with ${code} instead of a pong`,
    error: (detail) => `error instead of a pong: ${detail}`,
  });
}

/** One streamed turn on an open socket: one message. */
async function turn(
  line: Line<TurnFrame>,
  message: Message,
  topic: string,
  onToken: () => void,
): Promise<Answer<StreamedTurn>> {
  const { timeoutMs } = line;
  const pieces: { atMs: number; text: string }[] = [];
  const binary: Uint8Array[] = [];
  let tokens = 0;
  let text = '';
  let firstMs: number | undefined;
  const ending = await say<TurnFrame>(line, message, (frame, ms) => {
    if (frame.kind === 'token' && frame.text !== '') {
      onToken();
      firstMs ??= ms;
      tokens++;
      if (text.length < TEXT_CHARS) text += frame.text;
      if (pieces.length < MOST_PIECES) pieces.push({ atMs: ms, text: firstChars(frame.text, PIECE_CHARS) });
    }
    if (frame.kind === 'audio' && binary.length < MOST_BINARY) binary.push(frame.bytes);
    return frame.kind === 'end';
  });
  if (ending.kind !== 'heard') {
    return unanswered(ending, {
      silence:
        tokens === 0
          ? `no token within ${timeoutMs} ms`
          : `no end within ${timeoutMs} ms, after ${tokens} tokens`,
      closed: (code) => `closed with ${code} after ${tokens} tokens`,
      error: (detail) => `error frame: ${detail}`,
    });
  }
  if (firstMs === undefined) return spoilt('the turn ended without a token', ending.ms);
  if (isExcuse(text, topic)) return spoilt('an excuse is streamed instead of an answer', ending.ms);
  const noise = await noiseAmong(binary);
  return came(
    { tokens, endMs: ending.ms, text: firstChars(text, TEXT_CHARS), pieces, ...(noise > 0 && { noise }) },
    firstMs,
  );
}

const decodes = async (bytes: Uint8Array): Promise<boolean> =>
  (await inspectAudio(bytes, null)).decoded !== null;

/** How many binary frames are no sound, neither together nor each for itself. */
async function noiseAmong(frames: readonly Uint8Array[]): Promise<number> {
  if (frames.length === 0 || (await decodes(new Uint8Array(Buffer.concat(frames))))) return 0;
  const sounds = await Promise.all(frames.map(decodes));
  return sounds.filter((isSound) => !isSound).length;
}

/** Whether the end of an answer was waited for in vain, on a socket that stayed open. */
const isSilence = (answer: Answer<unknown>): boolean =>
  answer.kind === 'failed' && answer.failure.kind === 'unreachable' && answer.failure.how === 'timeout';

/** Samples beside the first, where the scenario wants so many. */
const moreThanOne = ({ scenario: { samples } }: ProbeContext, most: number): number =>
  Math.min(most, samples) - 1;

/** Opens connections one after the other and closes all but the last; after a failure no more of them. */
async function connectSeries(context: ProbeContext, speech: SocketSpeech) {
  let open: Socket | undefined;
  let broken: Answer<object> | undefined;
  const connect = async (): Promise<Answer<object>> => {
    if (broken) return broken;
    await open?.close();
    open = undefined;
    const opening = await openLine(context, speech);
    if (opening.kind === 'failed') {
      const answer = unopened(opening);
      if (!isRateLimit(answer.failure)) broken = answer;
      return answer;
    }
    open = opening.socket;
    return came({}, opening.connectMs);
  };
  const series = await takeSeries(context, connect, () => ({}), moreThanOne(context, MOST_CONNECTIONS));
  const steps = stepsOf(series, openingProblem);
  const failed = steps.findIndex((step) => 'problem' in step);
  return { steps: failed === -1 ? steps : steps.slice(0, failed + 1), socket: open };
}

const frameProblem = (failure: Failure): string =>
  failure.kind === 'malformed' ? failure.found : failure.detail;

const openingProblem = (failure: Failure): string =>
  failure.kind === 'unreachable' ? `${failure.how}: ${failure.detail}` : frameProblem(failure);

/** The samples of a series as steps, the first apart. */
function stepsOf<Facts>(series: Series<Facts>, problemOf = frameProblem): Step<Facts>[] {
  return allOf(series).map(
    (sample: Sample<Facts>): Step<Facts> =>
      'reply' in sample ? { ms: sample.wallMs, ...sample.reply } : { problem: problemOf(sample.failure) },
  );
}

const said = (name: string, step: Step): string =>
  'problem' in step
    ? `${name}: FAILED, ${step.problem}`
    : `${name}: ${step.ms === null ? 'works' : `${step.ms.toFixed(1)} ms`}`;

const streamed = (name: string, step: Step<StreamedTurn>): string[] => [
  said(name, step),
  ...('text' in step ? [`    ${step.tokens ?? '?'} tokens: ${JSON.stringify(step.text)}`] : []),
  ...('noise' in step ? [`    ${step.noise} binary frames that are no sound`] : []),
];

/** Many of the same in one line, as long as all of them worked. */
function saidOnce(name: string, first: Step, more: readonly Step[]): string[] {
  const times = more.flatMap((step) => ('ms' in step && step.ms !== null ? [step.ms.toFixed(1)] : []));
  return times.length === more.length && more.length > 0
    ? [`${said(name, first)}, then ${times.join(', ')} ms`]
    : [first, ...more].map((step) => said(name, step));
}

function exhibit({ connect, ping: pong, turn: first, more, shapes = [] }: WebsocketReadings): Exhibit {
  const lines = [
    ...saidOnce('connect', connect, more?.connects ?? []),
    ...(pong ? saidOnce('ping → pong', pong, more?.pings ?? []) : []),
    ...(first ? streamed('first message → first token', first) : []),
    ...(more?.turns ?? []).flatMap((step, index) => streamed(`#${index + 1} message → first token`, step)),
    ...shapes.map(({ shape, answered }) => `as ${shape}: ${answered ? 'ANSWERED' : 'silence'}`),
  ];
  return { title: 'websocket', language: 'text', content: lines.join('\n') };
}

/** Does the socket open, answer pings, and stream turn after turn? */
export default defineProbe<WebsocketReadings>()({
  id: 'websocket',
  title: { en: 'WebSocket', fr: 'WebSocket' },
  phase: 'load',
  demand: { series: 1, others: MOST_PINGS },
  metrics: socketMetrics,
  async observe(context) {
    const { stack, scenario } = context;
    const speech = stack.socket;
    if (!speech) return { unavailable: 'the dialect of this target has no socket' };
    const unwarmed = { ...context, scenario: { ...scenario, warmup: 0 } };
    const { steps, socket } = await connectSeries(unwarmed, speech);
    const [connect, ...connects] = steps;
    if (!connect) throw new RangeError('a series without a first sample');
    if (!socket) {
      const more = connects.length > 0 ? { more: { connects, pings: [], turns: [] } } : {};
      const readings = { connect, ping: null, turn: null, ...more };
      return { readings, raw: [exhibit(readings)] };
    }
    try {
      const { url } = speech;
      const { timeoutMs } = scenario;
      const line = { url, socket, read: speech.reading(), timeoutMs, pace: context.pace };
      const { ping: pingOf } = speech;
      const [pong = null, ...pings] = pingOf
        ? stepsOf(
            await takeSeries(
              unwarmed,
              () => ping(line, pingOf()),
              () => ({}),
              moreThanOne(context, MOST_PINGS),
            ),
          )
        : [];
      const promptOf = promptsOf(scenario.speech);
      const silences: Answer<StreamedTurn>[] = [];
      let tokens = 0;
      const onToken = (): void => void tokens++;
      const ask = async (each: number) => {
        const [, unheard] = silences;
        if (unheard) return unheard;
        const { text, topic }: Prompt = promptOf(each);
        const answer = await turn(line, speech.message(text, sessionFor('ws', each)), topic, onToken);
        if (isSilence(answer)) silences.push(answer);
        else silences.length = 0;
        return answer;
      };
      const series = await takeSeries(context, ask, (streamedTurn) => streamedTurn);
      const steps = stepsOf(series);
      const [first = null, ...turns] =
        silences.length < MOST_SILENCES ? steps : steps.slice(0, MOST_SILENCES);
      const isMute = silences.length === MOST_SILENCES && tokens === 0 && !(pong && 'problem' in pong);
      const shapes = isMute ? await tryShapes(context, speech, promptOf(0)) : [];
      const readings = {
        ...{ connect, ping: pong, turn: first, more: { connects, pings, turns } },
        ...(shapes.length > 0 && { shapes }),
      };
      return { readings, raw: [exhibit(readings)] };
    } finally {
      await socket.close();
    }
  },
});
