// What ten thousand reviews cost: `ralph trend` with no index, with one, and after one more review, beside a bare node.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { syntheticReview } from './history/synthetic-review.js';

const { values } = parseArgs({
  options: { reviews: { type: 'string', default: '10000' }, keep: { type: 'boolean' } },
});
const COUNT = Number(values.reviews);
const PAIRS = 15;
const INDEX = '.ralph-index.sqlite';
const ralph = fileURLToPath(new URL('../bin/ralph.js', import.meta.url));
const evidence = fileURLToPath(new URL('../fixtures/evidence/cycle-59.json', import.meta.url));
const meter = fileURLToPath(new URL('./history/peak-memory.cjs', import.meta.url));

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const say = (text) => process.stdout.write(`${text}\n`);

/** One run of node: wall-clock ms, processor ms and the most memory it ever held, as it says itself when it ends. */
function taken(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', meter, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}: ${stderr}`);
  const [, cpuMs, rssMib] = /^peak (\S+) (\S+)$/m.exec(stderr) ?? [];
  return { wallMs, cpuMs: Number(cpuMs), rssMib: Number(rssMib), stdout };
}

const root = mkdtempSync(join(tmpdir(), 'ralph-history-'));
const reviews = join(root, 'reviews');
const trend = (...more) => [ralph, 'trend', '--reviews', reviews, '--lang', 'en', ...more];

function template() {
  const folder = join(root, 'one');
  taken([ralph, 'judge', evidence, '--reviews', folder, '-q', '--fail-on', 'never']);
  const name = readdirSync(folder).find((each) => each.endsWith('.json'));
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function write(kept, cycle) {
  const review = syntheticReview(kept, cycle);
  const at = review.review.reviewedAt;
  const stem = join(reviews, `${at.slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}`);
  writeFileSync(`${stem}.json`, `${JSON.stringify(review, null, 2)}\n`);
  writeFileSync(`${stem}.md`, `---\ncycle: ${cycle}\n---\n`);
  utimesSync(`${stem}.json`, new Date(at), new Date(at));
  return statSync(`${stem}.json`).size;
}

/** In turn with a bare node, so that a machine that drifts does not decide. */
function pairs(args) {
  const runs = Array.from({ length: PAIRS }, () => ({ bare: taken(['-e', '0']), ours: taken(args) }));
  const of = (pick) => median(runs.map(pick));
  return {
    wallMs: of(({ ours }) => ours.wallMs),
    cpuMs: of(({ ours }) => ours.cpuMs),
    rssMib: Math.max(...runs.map(({ ours }) => ours.rssMib)),
    bareMs: of(({ bare }) => bare.wallMs),
    ratio: of(({ ours, bare }) => ours.wallMs / bare.wallMs),
  };
}

const told = (name, { wallMs, cpuMs, rssMib, bareMs, ratio }) =>
  say(
    `${name.padEnd(34)} ${wallMs.toFixed(0).padStart(6)} ms  processor ${cpuMs.toFixed(0).padStart(6)} ms  at most ${rssMib.toFixed(0).padStart(4)} MiB` +
      (ratio === undefined ? '' : `  ${ratio.toFixed(1)} times node -e 0 (${bareMs.toFixed(0)} ms)`),
  );

try {
  mkdirSync(reviews);
  const kept = template();
  let bytes = 0;
  for (let cycle = 1; cycle <= COUNT; cycle++) bytes += write(kept, cycle);
  say(
    `${COUNT} reviews of ${(bytes / COUNT / 1024).toFixed(1)} KiB, ${cpus().length} cores, node ${process.version}, load ${loadavg()[0].toFixed(1)}`,
  );
  told('no index: it is built', taken(trend()));
  say(`${'index'.padEnd(34)} ${(statSync(join(reviews, INDEX)).size / 2 ** 20).toFixed(1).padStart(6)} MiB`);
  told('index at hand', pairs(trend()));
  told('one metric, all cycles', taken(trend('llm.e2el_ms', '--last', String(COUNT))));
  write(kept, COUNT + 1);
  told('one review more', taken(trend()));
  told('after it', pairs(trend()));
} finally {
  if (values.keep) say(`kept: ${reviews}`);
  else rmSync(root, { recursive: true, force: true });
}
