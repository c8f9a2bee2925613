import { makeLoad } from '../bench/load-thread.ts';
import { measuredFrom } from '../bench/result.ts';
import type { Deed, Scenario, Timing } from '../bench/scenario.ts';
import { errorOfQuantiles } from '../calibration/error.ts';
import type { Row } from '../calibration/trust.ts';
import type { Exchange } from '../calibration/truth.ts';
import { first, last, SPEECH_PLAN, trueSpeech } from './calibrate-cases.ts';
import type { KnownDelays } from './calibrate-review.ts';

const WARM_UP_MS = 1_000;
const MEASURED_MS = 3_000;
/** Spreads the users, so that they do not ask in step. */
const THINK_MS = 40;

interface Case {
  readonly deed: Deed;
  readonly plan: string;
  readonly route: string;
  /** What each time should have been. */
  readonly truths: Partial<Readonly<Record<Timing, (exchange: Exchange) => number>>>;
}

const TEXT_PLAN = 'first=40&gap=10&tokens=10';

const CASES: readonly Case[] = [
  {
    deed: { kind: 'get', path: '/delay' },
    plan: 'ms=50',
    route: '/delay',
    truths: { latency: last, service: last },
  },
  {
    deed: { kind: 'chat-stream' },
    plan: TEXT_PLAN,
    route: '/chat/stream',
    truths: { first, service: last },
  },
  {
    deed: { kind: 'tts-stream' },
    plan: SPEECH_PLAN,
    route: '/tts/stream',
    truths: { first, service: last, underrun: (exchange) => trueSpeech(exchange).underrunMs },
  },
  {
    deed: { kind: 'ws-chat' },
    plan: TEXT_PLAN,
    route: 'message',
    truths: { first, service: last },
  },
];

const scenarioOf = (deed: Deed, users: number): Scenario => ({
  name: 'calibration',
  url: null,
  apiKeyEnv: null,
  deed,
  load: { kind: 'closed', users, thinkMs: THINK_MS },
  durationMs: MEASURED_MS,
  warmUpMs: WARM_UP_MS,
  timeoutMs: 10_000,
  connections: users,
  seed: 1,
  speech: 'en',
  objectives: [],
  capacity: null,
});

async function rowsOf(
  { deed, plan, route, truths }: Case,
  streams: number,
  delays: KnownDelays,
): Promise<Row[]> {
  const scenario = scenarioOf(deed, streams);
  await delays.truth();
  const report = await makeLoad(
    { scenario, url: `${delays.url}/${plan}`, apiKey: null, recordings: null },
    () => {},
    delays.signal,
  );
  delays.signal.throwIfAborted();
  const done = (await delays.truth()).filter(
    (exchange) => exchange.route === route && exchange.readAtMs >= report.measuredFromEpochMs,
  );
  const { timings, requests } = measuredFrom(report, scenario);
  const failed = Object.keys(requests.failed);
  if (failed.length > 0) throw new Error(`${deed.kind}: known delays failed: ${failed.join(', ')}`);
  return Object.entries(truths).map(([timing, truth]) => {
    const measured = timings[timing as Timing];
    const error = measured && errorOfQuantiles(measured, done.map(truth));
    if (!error) throw new Error(`${deed.kind}: no known delay was measured`);
    return { path: 'bench', metric: `${deed.kind} ${timing}`, unit: 'ms', streams, error };
  });
}

/** How wrong the figures of a load test are, with so many streams at once: the thread that makes the load, put to known delays. */
export async function calibrateBench(
  delays: KnownDelays,
  streams: readonly number[],
  say: (line: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of streams) {
    for (const each of CASES) {
      say(`load: ${each.deed.kind}, ${count} at once`);
      rows.push(...(await rowsOf(each, count, delays)));
    }
  }
  return rows;
}
