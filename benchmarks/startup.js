// How long `ralph --version` takes beside a bare node: pairs in turn, so that a machine that drifts does not decide.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PAIRS = 30;
const ralph = fileURLToPath(new URL('../bin/ralph.js', import.meta.url));

function elapsedMs(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}`);
  return performance.now() - start;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const bare = [];
const version = [];
for (let pair = 0; pair < PAIRS; pair++) {
  bare.push(elapsedMs(['-e', '0']));
  version.push(elapsedMs([ralph, '--version']));
}
const ratios = version.map((ms, pair) => ms / bare[pair]);
process.stdout.write(
  `node -e 0        ${median(bare).toFixed(1)} ms\nralph --version  ${median(version).toFixed(1)} ms\nratio            ${median(ratios).toFixed(2)} (median of ${PAIRS} pairs, node ${process.version})\n`,
);
