// How late `ralph bench` stamps the tokens of many conversations at once, and how late it says that it does.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placing, startServer } from './cores.js';
import { ralphBench } from './ralph.js';

const talkingServer = fileURLToPath(new URL('./talking-server.js', import.meta.url));
const frameDelays = new URL('./frame-delays.js', import.meta.url);
const levels = [500, 1_000, 2_000, 4_000];
const target = { conversations: 4_000, p99Ms: 5 };
const warmUpS = 6;

/** What all threads saw: the delays in ms, and how busy the busiest was. */
function together(threads, seconds) {
  const counts = new Map();
  for (const { places } of threads)
    for (const [place, count] of places) counts.set(place, (counts.get(place) ?? 0) + count);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const tokens = sorted.reduce((sum, [, count]) => sum + count, 0);
  const ms = (percent) => {
    let left = Math.ceil((tokens * percent) / 100);
    for (const [place, count] of sorted) {
      left -= count;
      if (left <= 0) return place / 100;
    }
    return Number.NaN;
  };
  return {
    tokens,
    perSecond: tokens / seconds,
    threads: threads.length,
    loopBusy: Math.max(...threads.map(({ loopBusy }) => loopBusy)),
    ...{ p50: ms(50), p90: ms(90), p99: ms(99), p999: ms(99.9), max: ms(100) },
  };
}

async function converse(cli, conversations, seconds) {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-conversations-'));
  const server = await startServer(talkingServer);
  try {
    const lines = [
      `target: ${server.url}`,
      'do: ws-chat',
      `load: { kind: closed, users: ${conversations} }`,
      `duration: ${seconds} s`,
      `warm_up: ${warmUpS} s`,
      'timeout: 60 s',
    ];
    const { requests, instrument } = await ralphBench(cli, lines, {
      NODE_OPTIONS: `--import ${frameDelays}`,
      FRAME_DELAYS: join(folder, 'thread'),
      FRAME_DELAYS_FROM_MS: String(1_000 * warmUpS),
      FRAME_DELAYS_FOR_MS: String(1_000 * seconds),
    });
    const { failed, answered } = requests;
    const threads = await Promise.all(
      (await readdir(folder)).map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))),
    );
    return { answered, failed, own: instrument, ...together(threads, seconds) };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

const ms = (value) => value.toFixed(value < 10 ? 2 : 1);

const rowOf = (conversations, { p50, p99, max, perSecond, threads, loopBusy, own, failed }) => ({
  figure: `${conversations} conversations, ${perSecond.toFixed(0)} tokens/s: wire to time stamp`,
  measured: [
    `p50 ${ms(p50)}, p99 ${ms(p99)}, max ${ms(max)} ms`,
    `by its own account p50 ${ms(own.delay.p50)}, p99 ${ms(own.delay.p99)} ms`,
    own.doubts.length === 0 ? 'trusted' : `not trusted: ${own.tainted.join(', ')}`,
    `${threads} ${threads === 1 ? 'thread' : 'threads'}, the busiest ${(100 * loopBusy).toFixed(0)} %`,
    ...Object.entries(failed).map(([reason, count]) => `${count} × ${reason}`),
  ].join('; '),
  ...(conversations === target.conversations
    ? { target: `p99 ≤ ${target.p99Ms} ms`, held: p99 <= target.p99Ms }
    : {}),
});

export async function conversations({ cli, quick }) {
  const raw = { placing };
  for (const count of levels) {
    process.stderr.write(`${count} conversations\n`);
    raw[count] = await converse(cli, count, quick ? 5 : 20);
  }
  return { raw, rows: levels.map((count) => rowOf(count, raw[count])) };
}
