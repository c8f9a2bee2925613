// Loaded into every thread of `ralph bench`: in the one that reads sockets, how long each token was on its way from
// the server's stamp to ralph's own.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { createHistogram, performance } from 'node:perf_hooks';
import { toMachineMs } from './monotonic.js';

const { FRAME_DELAYS: file, FRAME_DELAYS_FROM_MS: fromMs, FRAME_DELAYS_FOR_MS: forMs } = process.env;
const offsetUs = toMachineMs * 1000;
const histogram = createHistogram({ figures: 3 });
let beginMs = null;
let busyFrom;
let busy;

const [QUOTE, COLON, BRACE, ZERO] = Buffer.from('":}0');

/** Calls `hear` with each stamp in what was read, in µs: `":123}`. By hand, because it takes the time of what it watches. */
function eachStamp(piece, hear) {
  let us = Number.NaN;
  for (let at = 1; at < piece.length; at++) {
    const byte = piece[at];
    if (byte === COLON && piece[at - 1] === QUOTE) us = 0;
    else if (byte === BRACE && us > 0) hear(us);
    else us = byte >= ZERO && byte < ZERO + 10 ? 10 * us + byte - ZERO : Number.NaN;
  }
}

subscribe('ralph:bench:read', ({ piece, atMs }) => {
  beginMs ??= atMs + Number(fromMs);
  if (atMs < beginMs) return;
  if (atMs >= beginMs + Number(forMs)) {
    busy ??= performance.eventLoopUtilization(busyFrom);
    return;
  }
  busyFrom ??= performance.eventLoopUtilization();
  const atUs = atMs * 1000 + offsetUs;
  eachStamp(piece, (sentUs) => histogram.record(Math.max(1, Math.round(atUs - sentUs))));
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
