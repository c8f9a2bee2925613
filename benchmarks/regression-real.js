// The rule of regressions on a real stack that is slowed down on purpose, in pairs of cycles; beside it, on the same
// samples, what people do instead. A quarter of an hour.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundled } from '../scripts/bundled.js';
import { realTable } from './regression/tables.js';

const { values } = parseArgs({
  options: {
    /** Of each stack, and how many stacks side by side. */
    pairs: { type: 'string', default: '10' },
    stacks: { type: 'string', default: '5' },
    samples: { type: 'string', default: '20' },
    longer: { type: 'string', default: '4' },
    tolerance: { type: 'string', default: '3' },
    metrics: { type: 'string', default: '30' },
  },
});

await withBundled({ real: 'benchmarks/regression/real.js' }, async ({ real }) => {
  const [pairs, stacks] = [Number(values.pairs), Number(values.stacks)];
  let done = 0;
  const found = await real.realStudy({
    cli: fileURLToPath(new URL('../bin/ralph.js', import.meta.url)),
    ...{ pairs, stacks, n: Number(values.samples), longer: Number(values.longer) },
    limits: { tolerancePct: Number(values.tolerance), floor: 0, metrics: Number(values.metrics) },
    onPair: () => process.stderr.write(`pair ${++done} of ${pairs * stacks}\n`),
  });
  process.stdout.write(`${realTable(found, real.rivalNames, Number(values.metrics))}\n`);
});
