import { type ChatFacts, chatFacts, realAnswers } from '../domain/chat.ts';
import type { NumberMetric } from '../domain/metric.ts';
import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, type Sample, type Series, successPct } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { StreamedReply, StreamedToken } from '../domain/stack.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { promptsOf, sessionFor } from '../load/prompts.ts';
import { mean, median } from '../statistics/quantile.ts';
import { summary } from '../statistics/summary.ts';
import { fakeStreaming, type TokenStream, type TokenTimes, tokenTimes } from '../statistics/token-stream.ts';

/** One answer, word by word. */
export interface StreamedChatFacts extends ChatFacts {
  /** Each piece as it came, from the request written; one of a kind is not to be spoken. */
  readonly tokens: readonly StreamedToken[];
  /** How many tokens they are, as the stack counts them; absent where it does not. */
  readonly tokenCount?: number;
  readonly doneMs: number;
}

export type LlmStreamReadings = Series<StreamedChatFacts>;

/** An answer that is complete sooner than this gains nobody anything, however it comes. */
const LEAST_TELLING_MS = 300;
/** What comes faster than this was not made at that pace, but came at once. */
const MOST_PER_S = 10_000;
/** As much of one piece as evidence keeps. */
const PIECE_CHARS = 200;

const streamOf = ({ tokens, tokenCount, doneMs }: StreamedChatFacts): TokenStream => ({
  sentMs: 0,
  doneMs,
  chunks: tokens.map((token) => ({ kind: 'spoken', ...token })),
  tokens: tokenCount ?? null,
});

/** What of a streamed answer evidence keeps besides its facts. */
const streamedFacts = ({ tokens, tokenCount, doneMs }: StreamedReply) => ({
  tokens: tokens.map((token) => ({ ...token, text: firstChars(token.text, PIECE_CHARS) })),
  ...(tokenCount !== undefined && { tokenCount }),
  doneMs,
});

/** The warm answers that a language model gave. */
function streamsOf(readings: LlmStreamReadings): TokenStream[] {
  const real = new Set(realAnswers(answered(allOf(readings))));
  return answered(readings.warm)
    .filter((sample) => real.has(sample))
    .map(({ reply }) => streamOf(reply));
}

const timesOf = (readings: LlmStreamReadings): TokenTimes[] =>
  streamsOf(readings).flatMap((stream) => tokenTimes(stream) ?? []);

/** Whether an answer that took long enough to tell came all at once. */
export const isFakeStream = (stream: TokenStream): boolean =>
  stream.doneMs >= LEAST_TELLING_MS && fakeStreaming(stream) !== null;

const fakes = (readings: LlmStreamReadings): number[] =>
  streamsOf(readings).map((stream) => (isFakeStream(stream) ? 100 : 0));

/** The median of one figure of each answer that has it. */
function medianOf<const Unit extends 'ms' | 'count'>(
  figure: (times: TokenTimes) => number | null,
  about: Pick<NumberMetric<never>, 'title' | 'formula' | 'floor'> & { readonly unit: Unit },
) {
  const each = (readings: LlmStreamReadings) => timesOf(readings).flatMap((times) => figure(times) ?? []);
  return {
    kind: 'number',
    better: about.unit === 'ms' ? 'lower' : 'higher',
    ...about,
    from: (readings: LlmStreamReadings) => median(each(readings)),
    samples: each,
  } as const;
}

function lineOf(name: string, sample: Sample<StreamedChatFacts>): string {
  if (!('reply' in sample)) return `${name}: ${JSON.stringify(sample.failure)}`;
  const { tokens, tokenCount, text, finish, beside = [] } = sample.reply;
  const times = tokenTimes(streamOf(sample.reply));
  const first = times ? `first word ${times.ttftMs.toFixed(0)} ms` : 'NO WORD';
  const said = [
    `${sample.wallMs.toFixed(0)} ms`,
    first,
    ...(beside.length > 0 && times?.ttfoMs ? [`first to say ${times.ttfoMs.toFixed(0)} ms`] : []),
    `${tokens.length} pieces`,
    ...(tokenCount === undefined ? [] : [`${tokenCount} tokens`]),
    ...beside,
    ...(finish === undefined || finish === 'stop' ? [] : [`finish: ${finish}`]),
  ];
  return `${name}: ${said.join(', ')}  ${JSON.stringify(firstChars(text ?? '', 80))}`;
}

/** Does a language model's answer come word by word, so that a voice can start before it ends? */
export default defineProbe<LlmStreamReadings>()({
  id: 'llm_stream',
  title: { en: 'Streamed answers', fr: 'Réponses en flux' },
  phase: 'load',
  demand: { series: 1, others: 0 },
  metrics: {
    ttft_ms: medianOf(({ ttftMs }) => ttftMs, {
      title: { en: 'Streamed answers, first word', fr: 'Réponses en flux, premier mot' },
      unit: 'ms',
      floor: 15,
      formula: {
        en: 'median of warm, unique, real answers: request written → first piece that is not empty, thoughts as well',
        fr: 'médiane des réponses réelles, uniques, à chaud : requête écrite → premier morceau non vide, pensées comprises',
      },
    }),
    ttfo_ms: medianOf(({ ttfoMs }) => ttfoMs, {
      title: { en: 'Streamed answers, first word to say', fr: 'Réponses en flux, premier mot à dire' },
      unit: 'ms',
      floor: 15,
      formula: {
        en: 'median: request written → first piece with something to say aloud',
        fr: 'médiane : requête écrite → premier morceau avec quelque chose à dire à voix haute',
      },
    }),
    itl_ms: medianOf(({ itlMs }) => itlMs, {
      title: { en: 'Streamed answers, time per token', fr: 'Réponses en flux, temps par token' },
      unit: 'ms',
      floor: 5,
      formula: {
        en: 'median of (end − first piece) / (tokens − 1), as the stack counts them; where it does not, a piece is one',
        fr: 'médiane de (fin − premier morceau) / (tokens − 1), tels que la pile les compte ; sinon un morceau en est un',
      },
    }),
    e2el_ms: medianOf(({ e2elMs }) => e2elMs, {
      title: { en: 'Streamed answers, complete', fr: 'Réponses en flux, complètes' },
      unit: 'ms',
      floor: 15,
      formula: {
        en: 'median: request written → end event',
        fr: 'médiane : requête écrite → événement de fin',
      },
    }),
    icl_p95_ms: {
      kind: 'number',
      title: { en: 'Streamed answers, long gaps', fr: 'Réponses en flux, longs trous' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'p95 of the gaps between pieces, all answers together; not below 20 gaps',
        fr: 'p95 des trous entre morceaux, toutes réponses confondues ; pas sous 20 trous',
      },
      from: (readings) => summary(timesOf(readings).flatMap(({ iclMs }) => iclMs)).p95 ?? undefined,
    },
    tokens_per_s: medianOf(({ tokensPerS }) => (Number(tokensPerS) <= MOST_PER_S ? tokensPerS : null), {
      title: { en: 'Streamed answers, tokens per second', fr: 'Réponses en flux, tokens par seconde' },
      unit: 'count',
      floor: 5,
      formula: {
        en: `median of 1000 / time per token, for one user; over ${MOST_PER_S} they came at once, which is no pace`,
        fr: `médiane de 1000 / temps par token, pour un utilisateur ; au-delà de ${MOST_PER_S} ils sont venus d’un coup, sans cadence`,
      },
    }),
    fake_pct: {
      kind: 'number',
      title: { en: 'Answers that are streamed only in name', fr: 'Réponses en flux de nom seulement' },
      unit: '%',
      better: 'lower',
      floor: 50,
      formula: {
        en: `answers of ${LEAST_TELLING_MS} ms or more with several words in one piece, or all within the last tenth / answers`,
        fr: `réponses de ${LEAST_TELLING_MS} ms ou plus avec plusieurs mots en un morceau, ou tout dans le dernier dixième / réponses`,
      },
      from: (readings) => mean(fakes(readings)),
      samples: fakes,
    },
    success_pct: {
      kind: 'number',
      title: { en: 'Streams that are real answers', fr: 'Flux qui sont de vraies réponses' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'whole streams of a real answer / warm requests let through',
        fr: 'flux entiers d’une vraie réponse / requêtes à chaud admises',
      },
      from: (readings) => successPct(streamsOf(readings), readings.warm),
    },
  },
  async observe(context) {
    const { stack, scenario, signal } = context;
    const { converseStream } = stack;
    if (!converseStream) return { unavailable: 'the dialect of this target has no streamed chat' };
    const promptOf = promptsOf(scenario.speech);
    const { timeoutMs } = scenario;
    const readings = await takeOptionalSeries(
      context,
      (turn) =>
        converseStream({ text: promptOf(turn).text, session: sessionFor('stream', turn), timeoutMs, signal }),
      (reply, _answer, turn) => ({
        ...chatFacts(reply, promptOf(turn).topic),
        ...streamedFacts(reply),
      }),
    );
    if ('absent' in readings) return { unavailable: `the stack has no streamed chat (${readings.absent})` };
    const lines = [
      ...(readings.cold ? [lineOf('cold', readings.cold)] : []),
      ...readings.warm.map((sample, index) => lineOf(`#${index + 1}`, sample)),
    ];
    return { readings, raw: [{ title: 'llm_stream', language: 'text', content: lines.join('\n') }] };
  },
});
