// How often the rule of regressions says what is not there, and what it sees, on latencies that are known because they are
// simulated; beside it, on the same latencies, what people do instead. The same figures for the same seed.
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { withBundled } from '../scripts/bundled.js';
import { detection, falseAlarms, sideBySide } from './regression/tables.js';

const { values } = parseArgs({
  options: {
    /** Reviews in which nothing changes, and changes of each kind, for each kind of stack. */
    reviews: { type: 'string', default: '960' },
    trials: { type: 'string', default: '200' },
    samples: { type: 'string', default: '5,20,50,100,200' },
    wander: { type: 'string', default: '0,2,5' },
    metrics: { type: 'string', default: '30' },
    /** How many times as many samples the second measurement takes. */
    longer: { type: 'string', default: '4' },
    tolerance: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const numbers = (list) => list.split(',').map(Number);
const metrics = Number(values.metrics);
const families = [metrics, 1];
const settings = numbers(values.samples).flatMap((n) =>
  numbers(values.wander).map((wanderPct) => ({
    ...{ n, wander: wanderPct / 100, families, seed: Number(values.seed) * 1_000_003 + n * 101 + wanderPct },
    ...{ longer: Number(values.longer), tolerancePct: Number(values.tolerance) },
  })),
);

/** Studies every setting, the longest first, in as many threads as there are. */
async function studied(url) {
  // Those with most samples take longest.
  const waiting = settings
    .map((setting, index) => ({ setting, index }))
    .toSorted((a, b) => b.setting.n - a.setting.n);
  const found = [];
  const work = async () => {
    const worker = new Worker(new URL(url));
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { setting, index } = next;
      const answer = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
      worker.postMessage({ setting, reviews: Number(values.reviews), trials: Number(values.trials) });
      found[index] = await answer;
      process.stderr.write(`${setting.n} samples, wander ${100 * setting.wander} %\n`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(Number(values.threads), settings.length) }, work));
  return found;
}

await withBundled({ worker: 'benchmarks/regression/worker.js' }, async ({ worker }) => {
  const { url, SHIFTS, rivalNames } = worker;
  const shifts = Object.keys(SHIFTS);
  const studies = await studied(url);
  const folder = new URL('results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const raw = { at: new Date().toISOString(), node: process.version, options: values, rivalNames, studies };
  await writeFile(fileURLToPath(new URL('regression.json', folder)), `${JSON.stringify(raw)}\n`);
  process.stdout.write(`
Nothing changed, and what is said all the same, in %:

${falseAlarms(studies, metrics)}

Claims among ${metrics} metrics, in the same cycle / within three, in %:

${detection(studies, shifts, 0)}

Claims of one metric alone, in the same cycle / within three, in %:

${detection(studies, shifts, 1)}

Side by side, averaged over wander (false alarms at their worst in parentheses), in %:

${sideBySide(studies, shifts, rivalNames, families)}
`);
});
