import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnOn } from '../../src/archive/archive.fixture.ts';
import { postgresArchive } from '../../src/archive/postgres/archive.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';

const why = whyNoPostgres();
const draw = drawnOn('2026-01-31T12:00:00.000Z');

describe.skipIf(why !== null)(`numbers in Postgres${why === null ? '' : ` (${why})`}`, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());
  const opened = () => postgresArchive(postgres.url, {});

  test('fifty writers at once share no number and leave none out', async () => {
    const archives = Array.from({ length: 50 }, opened);
    let draws = 0;
    const published = await Promise.all(
      archives.map((archive) =>
        archive.publish(async (cycle) => {
          draws++;
          // Whoever draws reads what was before, or more where it is overtaken.
          expect((await archive.entries()).length).toBeGreaterThanOrEqual(cycle - 1);
          return draw(cycle);
        }),
      ),
    );
    const cycles = published.map(({ entry }) => entry.cycle).sort((a, b) => a - b);
    expect(cycles).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    // Once, and once more by whoever was overtaken meanwhile.
    expect(draws).toBeLessThanOrEqual(100);
    const [archive] = archives;
    const entries = (await archive?.entries()) ?? [];
    expect(entries.map(({ cycle }) => cycle)).toEqual(cycles);
    await Promise.all(archives.map((each) => each.close()));
  });
});
