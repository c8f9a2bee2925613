// The program of a thread that makes the load, or its share of it: nothing that draws or writes files runs in it.
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { drive } from './drive.ts';
import { threadedEar } from './ear.ts';
import { httpVisitors } from './http-visitor.ts';
import type { LoadReport } from './load-report.ts';
import type { ThreadOrder, Word } from './load-thread.ts';
import { follow } from './pilot.ts';
import { socketVisitors } from './socket-visitor.ts';
import { createHistograms, createTally } from './tally.ts';
import { speechOf, wordsOf } from './utterance.ts';
import { voiceVisitors } from './voice-visitor.ts';

const REPORT_EVERY_MS = 250;

const { scenario, url, apiKey, recordings, share, pilotPort }: ThreadOrder = workerData;
const { deed, load, speech, timeoutMs, objectives, warmUpMs, durationMs } = scenario;

const stop = new AbortController();
// Everybody who takes a turn listens.
setMaxListeners(0, stop.signal);
const begun = new Promise<bigint>((begin) => {
  parentPort?.on('message', (word: Word) => {
    if (word === 'stop') stop.abort(new Error('stopped'));
    else begin(word.beginNs);
  });
});

const asked = {
  url,
  headers: apiKey === null ? {} : { 'x-api-key': apiKey },
  speech,
  timeoutMs,
  signal: stop.signal,
};
const connections = load.kind === 'closed' ? load.users : scenario.connections;
function visitorsOf() {
  if (deed.kind === 'ws-chat') return socketVisitors(asked);
  if (deed.kind !== 'ws-voice') return httpVisitors({ ...asked, deed, connections });
  return voiceVisitors(asked, recordings ? speechOf(recordings) : wordsOf(speech), threadedEar());
}
const visitors = visitorsOf();

const clock = {
  nowMs: () => performance.now(),
  sleep: (ms: number, signal?: AbortSignal) => delay(ms, undefined, signal ? { signal } : {}),
};
const histograms = createHistograms();
const tally = createTally(objectives, histograms);

parentPort?.postMessage('ready');
const beginNs = await begun;
const beginMs = clock.nowMs() + Number(beginNs - process.hrtime.bigint()) / 1e6;
const measuredFromMs = beginMs + warmUpMs;
const { histogram: late, stop: stopFollowing } = follow(pilotPort, measuredFromMs);

function report(kind: LoadReport['kind']): void {
  const own = (percent: number): number => late.percentile(percent) / 1000;
  const sofarMs = Math.min(durationMs, Math.max(0, clock.nowMs() - measuredFromMs));
  parentPort?.postMessage({
    kind,
    histograms,
    counts: tally.counts(),
    measuredMs: stop.signal.aborted || kind === 'progress' ? sofarMs : durationMs,
    measuredFromEpochMs: performance.timeOrigin + measuredFromMs,
    ownDelay: late.count === 0 ? null : { p50: own(50), p99: own(99), max: own(100) },
  } satisfies LoadReport);
}

const reporting = setInterval(report, REPORT_EVERY_MS, 'progress');
await drive(scenario, beginMs, {
  clock,
  share,
  enter: visitors.enter,
  signal: stop.signal,
  record: (times, outcome) => {
    if (times.intendedMs >= measuredFromMs) tally.record(times, outcome);
  },
});
stopFollowing();
clearInterval(reporting);
report('done');
await visitors.close();
parentPort?.close();
