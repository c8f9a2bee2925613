// Loaded into every thread of `ralph bench`: in those that read sockets, how long each token was on its way from the
// server's stamp to ralph's own.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { threadId } from 'node:worker_threads';
import { toMachineMs } from './monotonic.js';

const { FRAME_DELAYS: file, FRAME_DELAYS_FROM_MS: fromMs, FRAME_DELAYS_FOR_MS: forMs } = process.env;
const offsetUs = toMachineMs * 1000;
/** How many tokens were late by so many times 10 µs; the last place is for all that were later. */
const counts = new Uint32Array(100_001);
let tokens = 0;
let beginMs = null;
let busyFrom;
let busy;

const [QUOTE, COLON, BRACE, ZERO] = Buffer.from('":}0');

/** Calls `hear` with each stamp in what was read, in µs: `":123}`. By hand, because it takes the time of what it watches. */
function eachStamp(piece, length, hear) {
  let us = Number.NaN;
  for (let at = 1; at < length; at++) {
    const byte = piece[at];
    if (byte === COLON && piece[at - 1] === QUOTE) us = 0;
    else if (byte === BRACE && us > 0) hear(us);
    else us = byte >= ZERO && byte < ZERO + 10 ? 10 * us + byte - ZERO : Number.NaN;
  }
}

subscribe('ralph:bench:read', ({ bytes, length, atMs }) => {
  beginMs ??= atMs + Number(fromMs);
  if (atMs < beginMs) return;
  if (atMs >= beginMs + Number(forMs)) {
    busy ??= performance.eventLoopUtilization(busyFrom);
    return;
  }
  busyFrom ??= performance.eventLoopUtilization();
  const atUs = atMs * 1000 + offsetUs;
  eachStamp(bytes, length, (sentUs) => {
    counts[Math.min(counts.length - 1, Math.max(0, Math.round((atUs - sentUs) / 10)))]++;
    tokens++;
  });
});

process.once('exit', () => {
  if (tokens === 0) return;
  const places = [...counts.entries()].filter(([, count]) => count > 0);
  const found = { tokens, loopBusy: busy?.utilization ?? null, places };
  writeFileSync(`${file}-${threadId}.json`, JSON.stringify(found));
});
