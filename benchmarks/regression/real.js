// The rule on a real stack: the reference stack answers so many ms late, and then later by 0, 10, 20 and 50 %.
import { spawn } from 'node:child_process';
import { Client } from 'undici';
import { mean } from '../../src/statistics/quantile.ts';
import { claims, suspicions } from '../../src/statistics/regression/rule.ts';
import { sampleShape } from '../../src/statistics/sample-shape.ts';
import { rivals } from './rivals.js';

const BASE_MS = 40;
const LATER_PCT = [0, 10, 20, 50];
/** Cycles before the first is judged. */
const HISTORY = 20;
const WARM_UP = 3;

export const rivalNames = Object.keys(rivals);

/** Starts a reference stack that answers in `BASE_MS` and more; resolves with its address. */
async function serve(cli) {
  const engines = ['--llm-engines', 'scripted', '--tts-engines', 'tone'];
  const child = spawn(
    process.execPath,
    [cli, 'serve', '--port', '0', '--rate-limit', '0', '--faults', ...engines],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url !== undefined) return { url, stop: () => child.kill() };
  }
  throw new Error('the reference stack ended before it listened');
}

/** One request after the other on an open connection: written → last byte, in ms. Every question is a new one. */
function seriesOn(client) {
  const send = async (method, path, body) => {
    const request = {
      method,
      path,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const startMs = performance.now();
    const { statusCode, body: answer } = await client.request(request);
    await answer.text();
    if (statusCode !== 200) throw new Error(`${method} ${path}: HTTP ${statusCode}`);
    return performance.now() - startMs;
  };
  let asked = 0;
  const ask = () =>
    send('POST', '/chat', { message: `${++asked}: what does thunder bring to mind?`, audio: false });
  return async (delayMs, n) => {
    await send('PUT', '/faults/chat-slow', { argument: delayMs });
    for (let each = 0; each < WARM_UP; each++) await ask();
    const samples = [];
    while (samples.length < n) samples.push(await ask());
    return samples;
  };
}

const share = (flags) => flags.filter(Boolean).length / flags.length;

/** Judges pairs of cycles of one stack, the first of each at its usual height, for every delay in turn. */
async function pairsOf({ cli, pairs, n, longer, limits, onPair }) {
  const stack = await serve(cli);
  const client = new Client(stack.url);
  const series = seriesOn(client);
  const measured = (samples) => ({ shape: sampleShape(samples), samples, mean: mean(samples) });
  const past = [];
  const said = LATER_PCT.map(() => []);
  try {
    while (past.length < HISTORY) past.unshift(measured(await series(BASE_MS, n)));
    for (let pair = 0; pair < pairs; pair++) {
      past.unshift(measured(await series(BASE_MS, n)));
      for (const [index, laterPct] of LATER_PCT.entries()) {
        const delayMs = Math.round(BASE_MS * (1 + laterPct / 100));
        const now = measured(await series(delayMs, n));
        const suspected = suspicions(past, now, limits);
        const again = suspected.length > 0 && measured(await series(delayMs, longer * n));
        const claimedAmong = (metrics) =>
          again !== false && claims(past, now, again, { ...limits, metrics }).length > 0;
        said[index].push({
          ratio: Math.exp(now.shape.level - past[0].shape.level),
          suspected: suspected.length > 0,
          claimed: claimedAmong(limits.metrics),
          claimedAlone: claimedAmong(1),
          rivals: Object.values(rivals).map((rival) => rival(past, now.samples) !== 0),
        });
      }
      onPair();
    }
  } finally {
    await client.close();
    stack.stop();
  }
  return said;
}

/** Judges so many pairs on each of so many stacks side by side; resolves with what was said of each delay. */
export async function realStudy({ stacks, ...study }) {
  const all = await Promise.all(Array.from({ length: stacks }, () => pairsOf(study)));
  return LATER_PCT.map((laterPct, index) => {
    const said = all.flatMap((each) => each[index]);
    return {
      laterPct,
      ratio: mean(said.map(({ ratio }) => ratio)),
      suspected: share(said.map(({ suspected }) => suspected)),
      claimed: share(said.map(({ claimed }) => claimed)),
      claimedAlone: share(said.map(({ claimedAlone }) => claimedAlone)),
      rivals: rivalNames.map((_, rival) => share(said.map((each) => each.rivals[rival]))),
    };
  });
}
