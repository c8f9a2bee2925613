import type { ChatFacts } from '../domain/chat.ts';
import { chatFacts, realAnswers } from '../domain/chat.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, isMissingRoute, type Sample, type Series, successPct } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Failure } from '../domain/stack.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { promptFor, promptsOf, sessionFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import { median } from '../statistics/quantile.ts';
import { commonest } from './commonest.ts';

/** Chat turns without speech: unique prompts, one session each; and one prompt asked again, for the cache. */
export interface LlmReadings {
  readonly unique: Series<ChatFacts>;
  readonly repeated: readonly Sample<ChatFacts>[];
}

/** Times of the real answers among `samples`; what another question of the series got word for word is none. */
function wall({ unique }: LlmReadings, samples: readonly Sample<ChatFacts>[] = unique.warm): number[] {
  const real = new Set(realAnswers(answered(allOf(unique))));
  return answered(samples).flatMap((sample) => (real.has(sample) ? [sample.wallMs] : []));
}

const reported = ({ unique }: LlmReadings): number[] =>
  answered(unique.warm).flatMap(({ reply }) => (reply.reportedMs === null ? [] : [reply.reportedMs]));

const line = (name: string, sample: Sample<ChatFacts>): string =>
  'reply' in sample
    ? `${name}: ${sample.wallMs.toFixed(0)} ms wall, ${sample.reply.reportedMs ?? '–'} ms reported${sample.reply.cached ? ', cached' : ''}  ${JSON.stringify(firstChars(sample.reply.text ?? '', 80))}`
    : `${name}: ${JSON.stringify(sample.failure)}`;

const exhibits = ({ unique, repeated }: LlmReadings): Exhibit[] => [
  {
    title: 'chat',
    language: 'text',
    content: [
      ...(unique.cold ? [line('cold', unique.cold)] : []),
      ...unique.warm.map((sample, index) => line(`#${index + 1}`, sample)),
      ...repeated.map((sample) => line('again', sample)),
    ].join('\n'),
  },
];

/** Does a language model really answer, and after how long? */
export default defineProbe<LlmReadings>()({
  id: 'llm',
  title: { en: 'LLM latency', fr: 'Latence LLM' },
  phase: 'load',
  demand: { series: 1, others: 3 },
  metrics: {
    e2el_ms: {
      kind: 'number',
      title: { en: 'LLM latency', fr: 'Latence LLM' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of warm, unique, real answers: request written → last byte, wall clock',
        fr: 'médiane des réponses réelles, uniques, à chaud : requête écrite → dernier octet, horloge de ralph',
      },
      from: (readings) => median(wall(readings)),
      samples: (readings) => wall(readings),
    },
    reported_ms: {
      kind: 'number',
      title: { en: 'LLM latency, as the stack reports it', fr: 'Latence LLM annoncée par la pile' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of the stack’s own figure in the answers',
        fr: 'médiane du chiffre de la pile dans les réponses',
      },
      from: (readings) => median(reported(readings)),
      samples: reported,
    },
    cold_ms: {
      kind: 'number',
      title: { en: 'LLM, first request', fr: 'LLM, première requête' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: { en: 'the first request of the run', fr: 'la première requête de la série' },
      from: (readings) => wall(readings, readings.unique.cold ? [readings.unique.cold] : [])[0],
    },
    cached_ms: {
      kind: 'number',
      title: { en: 'LLM, same prompt again', fr: 'LLM, même question répétée' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of repeated prompts; never scored',
        fr: 'médiane des questions répétées ; jamais notée',
      },
      from: ({ repeated }) => median(answered(repeated).map(({ wallMs }) => wallMs)),
      samples: ({ repeated }) => answered(repeated).map(({ wallMs }) => wallMs),
    },
    success_pct: {
      kind: 'number',
      title: { en: 'LLM answers that are real', fr: 'Réponses LLM réelles' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'real answers / warm requests let through',
        fr: 'réponses réelles / requêtes à chaud admises',
      },
      from: (readings) => successPct(wall(readings), readings.unique.warm),
    },
  },
  fingerprint: ({ unique }) => ({
    'model that answers': commonest(answered(unique.warm).map(({ reply }) => reply.model)),
  }),
  async observe(context) {
    const { stack, scenario, signal } = context;
    const { chat } = stack;
    if (!chat) return { unavailable: 'the dialect of this target has no chat' };
    const asked = { timeoutMs: scenario.timeoutMs, signal };
    const promptOf = promptsOf(scenario.speech);
    // Only a stack that need not have a language model may do without the route.
    const isMissing = (failure: Failure) =>
      isMissingRoute(failure) && !context.target.requires.includes('llm');
    const unique = await takeOptionalSeries(
      context,
      (turn) => chat({ text: promptOf(turn).text, session: sessionFor('llm', turn), ...asked }),
      (reply, _answer, turn) => chatFacts(reply, promptOf(turn).topic),
      { isMissing },
    );
    if ('absent' in unique) return { unavailable: `the stack has no chat (${unique.absent})` };
    const again = promptFor(scenario.speech, 0);
    const repeated =
      answered(unique.warm).length === 0
        ? []
        : (
            await takeSeries(
              { ...context, scenario: { ...scenario, warmup: 0 } },
              (turn) => chat({ text: again.text, session: sessionFor('cache', turn), ...asked }),
              (reply) => chatFacts(reply, again.topic),
              2,
            )
          ).warm;
    const readings = { unique, repeated };
    return { readings, raw: exhibits(readings) };
  },
});
