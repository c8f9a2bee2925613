import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoNetwork } from '../servers/network.ts';
import { whyNoPostgres } from '../servers/postgres.ts';
import { whyNoRedis } from '../servers/redis.ts';
import { ralph } from '../smoke/ralph.ts';
import { footprintOf, tablesOf } from './trial/footprint.ts';
import { type House, PROBES, startHouse } from './trial/house.ts';

/** With so many hosts, so often; `npm run trial:fleet-cost` says both. */
const HOSTS = Number(process.env.RALPH_FLEET_COST ?? 0);
const ROUNDS = Number(process.env.RALPH_FLEET_ROUNDS ?? 5);
const SAMPLES = 30;
const WHOLE_MS = 1_800_000;

const why =
  HOSTS === 0 ? 'npm run trial:fleet-cost measures it' : (whyNoRedis() ?? whyNoPostgres() ?? whyNoNetwork());

const median = (all: readonly number[]): number =>
  all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}

/** Who does it by hand: measures on every host at once, and judges each evidence as soon as it is there. */
async function byHand({ members, folder }: House): Promise<void> {
  await Promise.all(
    members.map(async ({ stack, agent: { target, inside } }) => {
      const file = join(folder, `${stack}.json`);
      const asked = ['--only', PROBES.join(','), '-n', `${SAMPLES}`];
      const observed = await ralph(['observe', '-q', '--target', target, ...asked, '-o', file], { inside });
      expect(observed).toMatchObject({ code: 0 });
      const kept = ['--reviews', join(folder, 'by-hand')];
      expect(await ralph(['judge', file, '-q', '--json', '--fail-on', 'never', ...kept])).toMatchObject({
        code: 0,
      });
    }),
  );
}

async function byFleet(file: string): Promise<void> {
  const { stdout, stderr } = await ralph(['fleet', 'review', file, '--json', '--fail-on', 'never']);
  expect({ ...JSON.parse(stdout), stderr }).toMatchObject({ partial: false });
}

const say = (what: string, value: unknown): void =>
  void process.stdout.write(
    `${what} ${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`,
  );

describe.skipIf(why)(`what a fleet review costs${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ count: HOSTS, samples: SAMPLES });
  }, WHOLE_MS);
  afterAll(() => house?.remove(), WHOLE_MS);

  it(
    'in time, in turn with the same work by hand',
    async () => {
      const ways = {
        'by hand': () => byHand(house),
        'as a fleet, into a folder': () => byFleet(house.files.folder),
        'as a fleet, into Postgres': () => byFleet(house.files.postgres),
      };
      const taken = Object.keys(ways).map((): number[] => []);
      for (let round = 0; round < ROUNDS; round++)
        for (const [index, way] of Object.values(ways).entries()) taken[index]?.push(await secondsOf(way));
      const hand = median(taken[0] ?? []);
      for (const [index, way] of Object.keys(ways).entries()) {
        const all = taken[index] ?? [];
        const shown = all.map((each) => each.toFixed(1)).join(' ');
        const over = `${(median(all) - hand).toFixed(2)} s, ${(100 * (median(all) / hand - 1)).toFixed(1)} %`;
        say(
          `${HOSTS} hosts, ${way}:`,
          `median ${median(all).toFixed(2)} s (${over} over by hand) of ${shown}`,
        );
      }
    },
    WHOLE_MS,
  );

  it(
    'in Redis and in Postgres',
    async () => {
      const before = await tablesOf(house.postgres.url);
      say('Redis:', await footprintOf(house.redis.url, () => byFleet(house.files.postgres)));
      say('Postgres, before:', before);
      say('Postgres, after:', await tablesOf(house.postgres.url));
    },
    WHOLE_MS,
  );
});
