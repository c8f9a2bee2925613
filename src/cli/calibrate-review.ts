import { errorOfPairs } from '../calibration/error.ts';
import type { Row } from '../calibration/trust.ts';
import type { Exchange } from '../calibration/truth.ts';
import eva from '../dialects/eva.ts';
import type { Host } from '../domain/host.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { samplingOf } from '../domain/scenario.ts';
import { createPacer } from '../load/pacer.ts';
import { type Asking, CASES, type Case, type Figure } from './calibrate-cases.ts';
import { referenceTarget } from './reference-stack.ts';

/** A known-delay server, and what it is asked through. */
export interface KnownDelays {
  readonly url: string;
  readonly host: Host;
  readonly signal: AbortSignal;
  /** What really happened since this was last asked. */
  truth(): Promise<readonly Exchange[]>;
}

/** Enough for a p99. */
const SAMPLES = 100;

/** Thrown away at the beginning of a series. */
const WARM_UP = 5;

/** Readings with one sample in them, and what really happened to its questions. */
interface Single {
  readonly readings: unknown;
  readonly truths: readonly Exchange[];
}

/** A context as a review has it. */
function contextFor(
  { url, host, signal }: KnownDelays,
  { plan, series, samples = SAMPLES }: Case,
): ProbeContext {
  const target = { ...referenceTarget(`${url}/${plan}`, null), name: 'known delays' };
  // Where one sample is all of the readings, the whole probe is asked again and again.
  const [each, warmup] = series ? [samples, WARM_UP] : [1, 0];
  const asked = { samples: each, warmup, timeoutMs: 10_000 };
  const scenario = { ...asked, rateLimitBudgetMs: 0, speech: 'en' as const };
  const pace = createPacer({ clock: host.clock, budgetMs: 0, signal, note: () => {} });
  const http = pace.paced(host.http);
  const stack = eva.connect({ url: target.url, paths: {}, apiKey: null, http });
  const sampling = () => samplingOf(scenario);
  return {
    target,
    scenario,
    sampling,
    host,
    stack,
    pace,
    responsive: true,
    signal,
    note: () => {},
    sampled: () => {},
    hung: new Set(),
  };
}

async function readingsOf(probe: Asking, context: ProbeContext): Promise<never> {
  const outcome = await probe.observe(context);
  if ('unavailable' in outcome) throw new Error(`${probe.id}: ${outcome.unavailable}`);
  return outcome.readings as never;
}

/** Asks as the probe does; the warm samples one by one. */
async function singlesOf(asked: Case, delays: KnownDelays): Promise<Single[]> {
  const { probe, series } = asked;
  const context = contextFor(delays, asked);
  await delays.truth();
  if (series) {
    const readings = await readingsOf(probe, context);
    const { cold, warm, rateLimited } = series.of(readings);
    // A series is one cold request, the warm-up, and then its samples, each a question.
    const truths = (await delays.truth()).slice(1 + WARM_UP);
    return warm.map((sample, index) => ({
      readings: series.with(readings, { cold, warm: [sample], rateLimited }),
      truths: truths.slice(index, index + 1),
    }));
  }
  const singles: Single[] = [];
  for (let turn = 0; turn < WARM_UP + SAMPLES; turn++)
    singles.push({ readings: await readingsOf(probe, context), truths: await delays.truth() });
  return singles.slice(WARM_UP);
}

/** What is measured and what is true, in ms or as a ratio, of one figure. */
function rowOf({ id, metrics }: Asking, figure: Figure, singles: readonly Single[]): Row {
  const name = `${id}.${figure.metric}`;
  const metric = metrics[figure.metric];
  if (metric?.kind !== 'number') throw new Error(`${name} is no figure`);
  // Seconds are compared in ms, as everything else.
  const factor = metric.unit === 's' ? 1000 : 1;
  const error = errorOfPairs(
    singles.map(({ readings, truths }) => {
      // The warm one, where a cold one of the same kind came before it.
      const exchange = truths.findLast(({ route }) => route === figure.route);
      const measured = metric.from(readings);
      if (measured === undefined || !exchange) throw new Error(`${name}: a known delay was not measured`);
      return [factor * measured, factor * figure.truth(exchange)];
    }),
  );
  if (!error) throw new Error(`${name}: no known delay was measured`);
  return { path: 'review', metric: name, unit: metric.unit === 'ratio' ? 'ratio' : 'ms', streams: 1, error };
}

/** How wrong the figures of a review are: its own probes put to known delays, one question at a time. */
export async function calibrateReview(delays: KnownDelays, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const each of CASES) {
    say(`review: ${each.probe.id}`);
    const singles = await singlesOf(each, delays);
    rows.push(...each.figures.map((figure) => rowOf(each.probe, figure, singles)));
  }
  return rows;
}
