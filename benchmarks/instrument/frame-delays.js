// Loaded into every thread of `ralph bench`: in the one that hears frames, how long each was on its way from the
// server's stamp to ralph's own.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';
import { toMachineMs } from './monotonic.js';

const { FRAME_DELAYS: file, FRAME_DELAYS_FROM_MS: fromMs } = process.env;
const histogram = createHistogram({ figures: 3 });
const offsetUs = toMachineMs * 1000;
const mark = '"us":';

/** The stamps in what was read, in µs: `"us":123}` each. */
function stamps(text) {
  const found = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    found.push(Number(text.slice(at + mark.length, text.indexOf('}', at))));
  }
  return found;
}

let beginMs = null;
let lastMs = 0;

subscribe('ralph:bench:read', ({ piece, atMs }) => {
  const found = stamps(piece.latin1Slice());
  if (found.length === 0) return;
  beginMs ??= atMs + Number(fromMs);
  if (atMs < beginMs) return;
  lastMs = atMs;
  for (const sentUs of found) histogram.record(Math.max(1, Math.round(atMs * 1000 + offsetUs - sentUs)));
});

process.once('exit', () => {
  if (histogram.count === 0) return;
  const ms = (percent) => histogram.percentile(percent) / 1000;
  const found = {
    frames: histogram.count,
    perSecond: (histogram.count * 1000) / (lastMs - beginMs),
    p50: ms(50),
    p90: ms(90),
    p99: ms(99),
    p999: ms(99.9),
    max: histogram.max / 1000,
  };
  writeFileSync(file, JSON.stringify(found));
});
