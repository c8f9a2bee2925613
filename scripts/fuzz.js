// npm run fuzz -- [--cases 50000] [--seed 1]: broken inputs for everything that reads what others write.
import { parseArgs } from 'node:util';
import { withBundled } from './bundled.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
});
const say = (line) => process.stdout.write(`${line}\n`);

const isSound = await withBundled({ fuzz: 'test/fuzz/run.ts' }, ({ fuzz }) =>
  fuzz.run(Number(values.seed), Number(values.cases), say),
);
process.exitCode = isSound ? 0 : 1;
