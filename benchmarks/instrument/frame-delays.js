// Loaded into every thread of `ralph bench`: in the one that reads sockets, how long each token was on its way from
// the server's stamp to ralph's own.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { createHistogram, performance } from 'node:perf_hooks';
import { toMachineMs } from './monotonic.js';

const { FRAME_DELAYS: file, FRAME_DELAYS_FROM_MS: fromMs, FRAME_DELAYS_FOR_MS: forMs } = process.env;
const offsetUs = toMachineMs * 1000;
const histogram = createHistogram({ figures: 3 });
const mark = '"us":';
let beginMs = null;
let busyFrom;
let busy;

/** The stamps in what was read, in µs: `"us":123}` each. */
function stamps(text) {
  const found = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    found.push(Number(text.slice(at + mark.length, text.indexOf('}', at))));
  }
  return found;
}

subscribe('ralph:bench:read', ({ piece, atMs }) => {
  beginMs ??= atMs + Number(fromMs);
  if (atMs < beginMs) return;
  if (atMs >= beginMs + Number(forMs)) {
    busy ??= performance.eventLoopUtilization(busyFrom);
    return;
  }
  busyFrom ??= performance.eventLoopUtilization();
  for (const sentUs of stamps(piece.latin1Slice())) {
    histogram.record(Math.max(1, Math.round(atMs * 1000 + offsetUs - sentUs)));
  }
});

process.once('exit', () => {
  if (histogram.count === 0) return;
  const ms = (percent) => histogram.percentile(percent) / 1000;
  const found = {
    tokens: histogram.count,
    perSecond: (histogram.count * 1000) / Number(forMs),
    loopBusy: busy?.utilization ?? null,
    ...{ p50: ms(50), p90: ms(90), p99: ms(99), p999: ms(99.9), max: ms(100) },
  };
  writeFileSync(file, JSON.stringify(found));
});
