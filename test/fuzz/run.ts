import { Worker } from 'node:worker_threads';
import { caseOf } from './cases.ts';
import type { Parser } from './parser.ts';
import { parsers } from './parsers.ts';

const HANG_MS = 100;
const MIB = 1024 * 1024;
/** No input is larger than 64 KiB: what takes a thousand times that is not bounded by it. */
const MOST_MIB = 64;

/** Ends the process when no case ends for ten seconds, and says which one it was. */
const WATCHDOG = `
const { workerData } = require('node:worker_threads');
const shared = new Int32Array(workerData);
let seen = -1;
setInterval(() => {
  const now = Atomics.load(shared, 0);
  if (now === seen) {
    require('node:fs').writeSync(2, 'hangs: parser ' + Atomics.load(shared, 1) + ', case ' + Atomics.load(shared, 2) + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  seen = now;
}, 10000).unref();
`;

interface Tally {
  cases: number;
  crashes: string[];
  hangs: string[];
  slowestMs: number;
  greatestMib: number;
}

/** Processor time, since a busy machine takes longer over the same. */
const timed = async (parser: Parser, seed: number, index: number): Promise<number> => {
  const { input, next } = caseOf(parser, seed, index);
  const before = process.cpuUsage();
  await parser.parse(input, next);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** The least of three: what the engine compiles or clears away meanwhile is not the parser's. */
async function calmly(parser: Parser, seed: number, index: number, firstMs: number): Promise<number> {
  if (firstMs <= HANG_MS) return firstMs;
  return Math.min(firstMs, await timed(parser, seed, index), await timed(parser, seed, index));
}

async function tried(
  parser: Parser,
  seed: number,
  count: number,
  onCase: (index: number) => void,
): Promise<Tally> {
  const tally: Tally = { cases: 0, crashes: [], hangs: [], slowestMs: 0, greatestMib: 0 };
  for (let index = 0; index < count; index++) {
    onCase(index);
    tally.cases++;
    const before = process.memoryUsage();
    try {
      const ms = await calmly(parser, seed, index, await timed(parser, seed, index));
      tally.slowestMs = Math.max(tally.slowestMs, ms);
      if (ms > HANG_MS) tally.hangs.push(`case ${index}: ${Math.round(ms)} ms`);
    } catch (error) {
      tally.crashes.push(
        `case ${index}: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : String(error)}`,
      );
    }
    const after = process.memoryUsage();
    const grownMib = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / MIB;
    tally.greatestMib = Math.max(tally.greatestMib, grownMib);
  }
  return tally;
}

/** Puts so many broken inputs to all parsers together; true where none threw, hung or took memory without bound. */
export async function run(seed: number, cases: number, say: (line: string) => void): Promise<boolean> {
  const all = await parsers();
  const shared = new SharedArrayBuffer(12);
  const marks = new Int32Array(shared);
  const watchdog = new Worker(WATCHDOG, { eval: true, workerData: shared });
  watchdog.unref();
  const each = Math.ceil(cases / all.length);
  let sound = true;
  let total = 0;
  for (const [number, parser] of all.entries()) {
    // Its libraries are loaded by the first input, which is no broken one.
    for (const input of parser.corpus) await parser.parse(Buffer.from(input), () => 0.5);
    const tally = await tried(parser, seed, each, (index) => {
      Atomics.add(marks, 0, 1);
      Atomics.store(marks, 1, number);
      Atomics.store(marks, 2, index);
    });
    total += tally.cases;
    const wrong = [...tally.crashes, ...tally.hangs];
    const greedy = tally.greatestMib > MOST_MIB;
    sound &&= wrong.length === 0 && !greedy;
    say(
      `${wrong.length === 0 && !greedy ? '✓' : '✗'} ${parser.id.padEnd(26)} ${String(tally.cases).padStart(6)} cases  slowest ${tally.slowestMs.toFixed(1).padStart(6)} ms  most memory ${tally.greatestMib.toFixed(1).padStart(6)} MiB`,
    );
    for (const line of wrong.slice(0, 5)) say(`    ${line}`);
  }
  say(`${total} cases, seed ${seed}: ${sound ? 'none threw, hung or grew' : 'NOT SOUND'}`);
  await watchdog.terminate();
  return sound;
}
