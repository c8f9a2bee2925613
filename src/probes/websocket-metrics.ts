import type { NumberMetric } from '../domain/metric.ts';
import { mean } from '../statistics/quantile.ts';
import { summary } from '../statistics/summary.ts';
import { type TokenStream, type TokenTimes, tokenTimes } from '../statistics/token-stream.ts';
import { isFakeStream } from './llm-stream.ts';
import { medianMs } from './median-ms.ts';

/** One thing asked of the socket: how long it took (null where nobody timed it), or what came instead. */
export type Step<Facts = unknown> = ({ readonly ms: number | null } & Facts) | { readonly problem: string };

/** One streamed turn: `ms` is the time to the first token. */
export interface StreamedTurn {
  readonly tokens: number | null;
  readonly endMs: number | null;
  /** The first 400 characters. */
  readonly text: string;
  /** Each token as it came, from the message written; absent where nobody timed them. */
  readonly pieces?: readonly { readonly atMs: number; readonly text: string }[];
  /** Binary frames among them that decode to no sound; absent without any. */
  readonly noise?: number;
}

export interface WebsocketReadings {
  readonly connect: Step;
  /** Null: not asked. */
  readonly ping: Step | null;
  /** The first message on a fresh connection. */
  readonly turn: Step<StreamedTurn> | null;
  /** What was asked after the first of each; absent in evidence that has one of each. */
  readonly more?: {
    readonly connects: readonly Step[];
    readonly pings: readonly Step[];
    /** Warm turns, all on the connection of the first. */
    readonly turns: readonly Step<StreamedTurn>[];
  };
  /** Other shapes of a message that were tried because the own one met with silence, up to the one that was answered. */
  readonly shapes?: readonly { readonly shape: string; readonly answered: boolean }[];
}

const msOf = (steps: readonly (Step | null)[]): number[] =>
  steps.flatMap((step) => (step && 'ms' in step ? (step.ms ?? []) : []));

/** The turns that count as warm: where there is but one, that one. */
const turnsOf = ({ turn, more }: WebsocketReadings): readonly Step<StreamedTurn>[] =>
  more ? more.turns : turn ? [turn] : [];

const streamsOf = (readings: WebsocketReadings): TokenStream[] =>
  turnsOf(readings).flatMap((turn) => {
    if (!('pieces' in turn) || !turn.pieces || turn.endMs === null) return [];
    const chunks = turn.pieces.map((piece) => ({ ...piece, kind: 'spoken' as const }));
    return [{ sentMs: 0, doneMs: turn.endMs, chunks, tokens: null }];
  });

const timesOf = (readings: WebsocketReadings): TokenTimes[] =>
  streamsOf(readings).flatMap((stream) => tokenTimes(stream) ?? []);

const fakes = (readings: WebsocketReadings): number[] =>
  streamsOf(readings).map((stream) => (isFakeStream(stream) ? 100 : 0));

/** What follows from the readings of the chat socket. */
export const socketMetrics = {
  connect_ms: medianMs(({ connect, more }: WebsocketReadings) => msOf([connect, ...(more?.connects ?? [])]), {
    title: { en: 'WebSocket, connection', fr: 'WebSocket, connexion' },
    formula: {
      en: 'median of TCP connection and upgrade',
      fr: 'médiane de la connexion TCP et de l’upgrade',
    },
  }),
  rtt_ms: medianMs(({ ping, more }: WebsocketReadings) => msOf([ping, ...(more?.pings ?? [])]), {
    title: { en: 'WebSocket, ping → pong', fr: 'WebSocket, ping → pong' },
    formula: {
      en: 'median: ping frame written → pong frame read',
      fr: 'médiane : ping écrit → pong lu',
    },
  }),
  first_message_ms: {
    kind: 'number',
    title: {
      en: 'WebSocket, first token of the first message',
      fr: 'WebSocket, premier token du premier message',
    },
    unit: 'ms',
    better: 'lower',
    floor: 50,
    formula: {
      en: 'first message on a fresh connection written → first non-empty token',
      fr: 'premier message d’une connexion neuve écrit → premier token non vide',
    },
    from: ({ turn, more }) => (more ? msOf([turn])[0] : undefined),
  } satisfies NumberMetric<WebsocketReadings>,
  ttft_ms: medianMs((readings: WebsocketReadings) => msOf(turnsOf(readings)), {
    title: { en: 'WebSocket, first token', fr: 'WebSocket, premier token' },
    formula: {
      en: 'median of warm turns: message written → first non-empty token',
      fr: 'médiane des tours à chaud : message écrit → premier token non vide',
    },
  }),
  itl_ms: medianMs((readings: WebsocketReadings) => timesOf(readings).flatMap(({ itlMs }) => itlMs ?? []), {
    title: { en: 'WebSocket, time per token', fr: 'WebSocket, temps par token' },
    floor: 5,
    formula: {
      en: 'median of (end − first token) / (tokens − 1)',
      fr: 'médiane de (fin − premier token) / (tokens − 1)',
    },
  }),
  icl_p95_ms: {
    kind: 'number',
    title: { en: 'WebSocket, long gaps', fr: 'WebSocket, longs trous' },
    unit: 'ms',
    better: 'lower',
    floor: 15,
    formula: {
      en: 'p95 of the gaps between tokens, all turns together; not below 20 gaps',
      fr: 'p95 des trous entre tokens, tous tours confondus ; pas sous 20 trous',
    },
    from: (readings) => summary(timesOf(readings).flatMap(({ iclMs }) => iclMs)).p95 ?? undefined,
  } satisfies NumberMetric<WebsocketReadings>,
  fake_pct: {
    kind: 'number',
    title: {
      en: 'Socket turns that are streamed only in name',
      fr: 'Tours sur la socket en flux de nom seulement',
    },
    unit: '%',
    better: 'lower',
    floor: 50,
    formula: {
      en: 'turns of 300 ms or more with several words in one token, or all within the last tenth / turns',
      fr: 'tours de 300 ms ou plus avec plusieurs mots en un token, ou tout dans le dernier dixième / tours',
    },
    from: (readings) => mean(fakes(readings)),
    samples: fakes,
  } satisfies NumberMetric<WebsocketReadings>,
  success_pct: {
    kind: 'number',
    title: { en: 'Socket turns that are answered', fr: 'Tours sur la socket qui ont une réponse' },
    unit: '%',
    better: 'higher',
    floor: 1,
    formula: {
      en: 'whole turns of a real answer / warm messages',
      fr: 'tours entiers d’une vraie réponse / messages à chaud',
    },
    from: ({ more }) =>
      more && more.turns.length > 0
        ? (100 * more.turns.filter((turn) => 'ms' in turn).length) / more.turns.length
        : undefined,
  } satisfies NumberMetric<WebsocketReadings>,
} as const;
