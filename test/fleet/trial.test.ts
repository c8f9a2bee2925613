import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FleetReview } from '../../src/domain/fleet.ts';
import { whyNoNetwork } from '../servers/network.ts';
import { whyNoPostgres } from '../servers/postgres.ts';
import { whyNoRedis } from '../servers/redis.ts';
import { start } from '../smoke/ralph.ts';
import { check } from './trial/checks.ts';
import { disturb, type Happened } from './trial/disturb.ts';
import { type House, startHouse } from './trial/house.ts';
import { type PlanOptions, planOf } from './trial/plan.ts';

/** `npm run trial:fleet` is the whole; without it a part that a suite can afford. */
const IS_WHOLE = process.env.RALPH_FLEET_RUNS !== undefined;
const RUNS = Number(process.env.RALPH_FLEET_RUNS ?? 1);
const FIRST_SEED = Number(process.env.RALPH_FLEET_SEED ?? 1);
const HOSTS = IS_WHOLE ? 50 : 5;
const SAMPLES = 30;
const KIND = (process.env.RALPH_FLEET_ARCHIVE ?? 'postgres') as 'folder' | 'postgres';
const RUN_MS = 600_000;

const OPTIONS: PlanOptions = IS_WHOLE
  ? {
      agents: HOSTS,
      kills: 10,
      withinMs: 8_000,
      redisMs: [0, 2_000, 25_000],
      postgresMs: 20_000,
      cutsMs: [3_000, 10_000, 45_000],
    }
  : { agents: HOSTS, kills: 1, withinMs: 2_500, redisMs: [0, 1_000], postgresMs: 3_000, cutsMs: [3_000] };

const why = whyNoRedis() ?? whyNoPostgres() ?? whyNoNetwork();

/** What happened in a run, in a line. */
function told(happened: readonly Happened[], { stacks }: FleetReview): string {
  const kills = happened.filter(({ kind }) => kind === 'agent');
  const others = happened.filter(({ kind }) => kind !== 'agent');
  return [
    `${kills.length} agents killed, ${kills.filter(({ isBusy }) => isBusy).length} of them while they measured`,
    ...others.map(
      (what) => `${what.kind} ${'how' in what ? what.how : 'cut'} at ${what.atMs} ms for ${what.forMs} ms`,
    ),
    `${stacks.filter(({ leftOut }) => leftOut.length > 0).length} stacks without the probes of a host that died`,
  ].join(', ');
}

describe.skipIf(why)(`a fleet that is disturbed${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ count: HOSTS, samples: SAMPLES });
  }, RUN_MS);
  afterAll(() => house?.remove(), RUN_MS);

  it.each(Array.from({ length: RUNS }, (_, index) => ({ seed: FIRST_SEED + index, run: index + 1 })))(
    'has each of its stacks reviewed once, seed $seed',
    async ({ seed, run }) => {
      const over = new AbortController();
      const review = start(['fleet', 'review', house.files[KIND], '--json', '--fail-on', 'never'], {
        cwd: house.folder,
      });
      const from = performance.now();
      const [{ seconds, ...result }, happened] = await Promise.all([
        review.ended.then((ended) => {
          over.abort();
          return { ...ended, seconds: (performance.now() - from) / 1_000 };
        }),
        disturb(house, planOf(seed, OPTIONS), over.signal),
      ]);
      const fleet = await check(house, house.places[KIND], run, result);
      expect(happened.length).toBeGreaterThan(0);
      if (IS_WHOLE) process.stdout.write(`seed ${seed}: ${seconds.toFixed(1)} s; ${told(happened, fleet)}\n`);
    },
    RUN_MS,
  );
});
