// Whether memory, children or open files grow in ten minutes of everything at once, clients that hang up included.
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';
import { errandsAt } from './errands.js';
import { remarks } from './remarks.js';
import { seeded } from './seeded.js';
import { holdings, memoryMB, startStack } from './server-process.js';
import { slope } from './statistics.js';

const perS = 30;
const atOnce = 30;
const sampledEachMs = 5_000;
const settlingMs = 3_000;
/** The stack keeps 2000 sessions: from then on new ones take the place of old ones. */
const sessionsFirst = 2_500;
const targetMBPerMin = 0.1;
const msPerMin = 60_000;

/** Sends errands at a steady rate, but never more than `atOnce` at a time; `over` waits for the last ones. */
function startLoad(errands) {
  const random = seeded(1);
  const lottery = errands.flatMap(({ share, run }) => Array.from({ length: share }, () => run));
  const messages = remarks(5_000);
  const underWay = new Set();
  const told = { sent: 0, skipped: 0, failures: [] };
  const clock = setInterval(() => {
    const [run, chance] = [lottery[Math.floor(random() * lottery.length)], random()];
    if (underWay.size >= atOnce) {
      told.skipped += 1;
      return;
    }
    const errand = run(messages[told.sent++ % messages.length], chance)
      .catch((error) => told.failures.push(String(error)))
      .finally(() => underWay.delete(errand));
    underWay.add(errand);
  }, 1_000 / perS);
  return {
    told,
    async over() {
      clearInterval(clock);
      await Promise.all(underWay);
    },
  };
}

/** Runs a load for a while; resolves, once all is quiet again, with what was seen meanwhile and what is left. */
async function underLoad(stack, durationMs) {
  const dispatcher = new Agent();
  const { errands, over } = errandsAt(stack.url, dispatcher);
  const load = startLoad(errands);
  const samples = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < durationMs) {
    await pause(sampledEachMs);
    const min = (performance.now() - startedAt) / msPerMin;
    samples.push({ min, rss: memoryMB(stack.pid).rss, heap: await stack.heapMB({ collect: false }) });
  }
  await load.over();
  await over();
  await dispatcher.close();
  await pause(settlingMs);
  const heapCollected = await stack.heapMB({ collect: true });
  return { ...load.told, samples, heapCollected, ...holdings(stack.pid) };
}

async function fillSessions({ url }) {
  const dispatcher = new Agent({ connections: 20 });
  const [{ run }] = errandsAt(url, dispatcher).errands;
  const messages = remarks(sessionsFirst, 3);
  for (let at = 0; at < messages.length; at += 50) await Promise.all(messages.slice(at, at + 50).map(run));
  await dispatcher.close();
}

function rowsOf({ before, after, growth }) {
  const { perX, standardError } = growth.rss;
  return [
    {
      figure: `${after.sent} mixed requests in ${after.samples.at(-1).min.toFixed(1)} min: growth of resident memory`,
      measured: `${perX.toFixed(2)} ± ${standardError.toFixed(2)} MB/min (at ${after.samples.at(-1).rss.toFixed(0)} MB)`,
      target: `< ${targetMBPerMin} MB/min, or none beyond 2 standard errors`,
      held: perX < Math.max(targetMBPerMin, 2 * standardError),
    },
    {
      figure: '  heap after a collection, from the end of the warm-up to the end',
      measured: `${before.heapCollected.toFixed(1)} → ${after.heapCollected.toFixed(1)} MB`,
    },
    {
      figure: '  children and open files left, before and after',
      measured: `${before.children} → ${after.children}, ${before.files} → ${after.files}`,
      target: 'no more',
      held: after.children <= before.children && after.files <= before.files,
    },
    {
      figure: '  requests that failed, or were not sent for too many under way',
      measured: `${after.failures.length}, ${after.skipped}`,
      target: 'none failed',
      held: after.failures.length === 0,
    },
  ];
}

export async function mixedLoad({ cli, quick }) {
  const stack = await startStack(cli);
  try {
    await fillSessions(stack);
    const before = await underLoad(stack, quick ? msPerMin / 4 : 5 * msPerMin);
    const after = await underLoad(stack, quick ? msPerMin : 10 * msPerMin);
    const along = (kind) => slope(after.samples.map((sample) => [sample.min, sample[kind]]));
    const raw = { before, after, growth: { rss: along('rss'), heap: along('heap') } };
    return { raw, rows: rowsOf(raw) };
  } finally {
    await stack.stop();
  }
}
