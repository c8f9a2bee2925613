// What it costs to keep a trace: the same questions with one and without, a few at a time in turn, so that a machine that
// drifts does not decide: `npm run bench:telemetry [-- --rounds 400]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from '../scripts/bundled.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '400' } } });
const ROUNDS = Number(values.rounds);
const WARM_UP_ROUNDS = 40;
const QUESTIONS = 10;
const RESAMPLES = 1_000;

const quantile = (numbers, part) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(part * numbers.length))];
const median = (numbers) => quantile(numbers, 0.5);

/** Median of the differences of the rounds in µs, and where it lies in 95 of 100 resamples. */
function difference(without, traced) {
  const each = traced.map((ms, round) => 1000 * (ms - without[round]));
  const resampled = Array.from({ length: RESAMPLES }, () =>
    median(each.map(() => each[Math.floor(Math.random() * each.length)])),
  );
  const [us, low, high] = [median(each), quantile(resampled, 0.025), quantile(resampled, 0.975)];
  return `${us.toFixed(1)} µs (95 %: ${low.toFixed(1)} to ${high.toFixed(1)})`;
}

const serve = spawn(process.execPath, [`${root}bin/ralph.js`, 'serve', '--port', '0', '--rate-limit', '0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const [said] = await once(serve.stdout.setEncoding('utf8'), 'data');
const url = said.trim().split('\n')[0];

async function asker(isTraced) {
  const worker = new Worker(new URL('telemetry/asker.js', import.meta.url), {
    workerData: { url, isTraced },
  });
  await once(worker, 'message');
  const ask = async (count) => {
    worker.postMessage(count);
    return (await once(worker, 'message'))[0];
  };
  return { ask, end: () => worker.terminate() };
}

const askers = [await asker(false), await asker(true)];
const taken = askers.map(() => ({ wallMs: [], wholeMs: [] }));
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
    const times = await askers[which].ask(QUESTIONS);
    if (round < 0) continue;
    for (const name of ['wallMs', 'wholeMs'])
      taken[which][name].push(median(times.map((each) => each[name])));
  }
}
for (const [name, title] of [
  ['wallMs', 'what is measured: request written → last byte'],
  ['wholeMs', 'a whole question, with what lies around it   '],
]) {
  const [without, traced] = taken.map((each) => each[name]);
  process.stdout.write(
    `${title}  without ${median(without).toFixed(3)} ms, with ${median(traced).toFixed(3)} ms, difference ${difference(without, traced)}\n`,
  );
}
process.stdout.write(
  `${ROUNDS} rounds of ${QUESTIONS} /chat each way, in turn, medians of rounds; node ${process.version}\n`,
);
await Promise.all(askers.map(({ end }) => end()));
serve.kill();
