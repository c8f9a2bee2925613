// How long the first token on `/ws/chat` takes with 50 sessions at work; each speaks again a moment after its answer.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { remarks } from './remarks.js';
import { seeded } from './seeded.js';
import { startStack } from './server-process.js';
import { spread } from './statistics.js';
import { talkingSocket } from './talking-socket.js';

const sessions = 50;
const targetMs = 5;
const warmUpMs = 3_000;
const nsPerMs = 1e6;

/** Calls `once` again and again until a moment; keeps what it gave after the warm-up. */
async function repeat(once, random, { from, until }) {
  const kept = [];
  while (performance.now() < until) {
    await pause(50 + 100 * random());
    const sentAt = performance.now();
    const ms = await once();
    if (sentAt >= from) kept.push(ms);
  }
  return kept;
}

async function measure(url, durationMs) {
  const sockets = await Promise.all(Array.from({ length: sessions }, () => talkingSocket(url)));
  const pinger = await talkingSocket(url);
  const messages = remarks(1_000);
  let said = 0;
  const from = performance.now() + warmUpMs;
  const span = { from, until: from + durationMs };
  const own = monitorEventLoopDelay({ resolution: 1 });
  own.enable();
  const [pings, ...tokens] = await Promise.all([
    repeat(pinger.ping, seeded(0), span),
    ...sockets.map(({ say }, index) =>
      repeat(() => say(messages[said++ % messages.length]), seeded(index + 1), span),
    ),
  ]);
  own.disable();
  for (const socket of [pinger, ...sockets]) socket.terminate();
  const clientDelay = { p50: own.percentile(50) / nsPerMs, p95: own.percentile(95) / nsPerMs };
  return { tokenMs: tokens.flat(), pingMs: pings, clientDelay, durationMs };
}

const shown = ({ p50, p95, p99 }) =>
  `${p95.toFixed(2)} ms p95 (p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)})`;

export async function firstToken({ cli, quick }) {
  const stack = await startStack(cli);
  try {
    const raw = await measure(stack.url, quick ? 5_000 : 30_000);
    const [token, ping] = [spread(raw.tokenMs), spread(raw.pingMs)];
    const rows = [
      {
        figure: `/ws/chat, ${sessions} sessions, ${((token.count / raw.durationMs) * 1000).toFixed(0)} messages/s: first token`,
        measured: shown(token),
        target: `≤ ${targetMs} ms p95`,
        held: token.p95 <= targetMs,
      },
      { figure: '  ping to pong beside it', measured: shown(ping) },
      {
        figure: '  delay of the client’s own loop, 1 ms of it its clock',
        measured: `${raw.clientDelay.p95.toFixed(2)} ms p95 (p50 ${raw.clientDelay.p50.toFixed(2)})`,
      },
    ];
    return { raw: { token, ping, ...raw }, rows };
  } finally {
    await stack.stop();
  }
}
