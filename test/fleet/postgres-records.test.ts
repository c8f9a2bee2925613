import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnOn, review } from '../../src/archive/archive.fixture.ts';
import type { Archive } from '../../src/archive/archive.ts';
import type { RecordMaker } from '../../src/archive/record.ts';
import type { CycleRecord } from '../../src/domain/record.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { as, ask, newDatabase, opened } from './postgres.fixture.ts';

const why = whyNoPostgres();

/** Makes records, and says of which reviews. */
function making(archive: Archive, name = 'build 1') {
  const made: string[] = [];
  const maker: RecordMaker = {
    name,
    async read(entry) {
      const kept = await archive.read(entry);
      made.push(entry.stem);
      if (!('review' in kept)) return { corrupt: `${entry.stem} is corrupt` };
      const { cycle, reviewedAt, target, commit, verdict, score } = kept.review;
      const record: CycleRecord = {
        ...{ cycle, reviewedAt, file: `${entry.stem}.json`, origin: 'measured', target: target.name, commit },
        ...{ branch: null, testbed: {}, verdict, score, criteria: [], blockers: [] },
        readings: { 'llm.p50_ms': { value: cycle, shown: { en: 'a', fr: 'b' }, samples: [1, 2, 3] } },
      };
      return record;
    },
  };
  return { maker, made };
}

describe.skipIf(why !== null)(`records in Postgres${why === null ? '' : ` (${why})`}`, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());

  async function filled(cycles: number): Promise<{ url: string; archive: Archive }> {
    const url = await newDatabase(postgres);
    const archive = opened(url);
    for (let day = 1; day <= cycles; day++)
      await archive.publish(drawnOn(`2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z`));
    return { url, archive };
  }

  test('are made once, and again where the review is another', async () => {
    const { url, archive } = await filled(20);
    const first = making(archive);
    const records = await archive.records(first.maker);
    expect(first.made).toHaveLength(20);
    expect((await records.of(records.slips)).map(({ cycle }) => cycle)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );

    const again = making(archive);
    const known = await archive.records(again.maker);
    expect(known.slips).toEqual(records.slips);
    const [third] = await known.of(known.slips.slice(2, 3));
    expect(third?.readings).toEqual({ 'llm.p50_ms': { value: 3, shown: { en: 'a', fr: 'b' } } });
    expect(again.made).toEqual([]);

    const text = JSON.stringify({ review: review(7, '2026-01-07T12:00:00.000Z') });
    await ask(url, 'UPDATE ralph.review SET json = $1 WHERE cycle = 7', [Buffer.from(text)]);
    const changed = making(archive);
    const after = await archive.records(changed.maker);
    expect(changed.made).toEqual(['2026-01-07-cycle-007']);
    expect(after.corrupt).toMatchObject([{ entry: { cycle: 7 }, why: '2026-01-07-cycle-007 is corrupt' }]);
    expect(after.slips).toHaveLength(19);
  });

  test('of two builds do not drive each other out, until one is gone for long', async () => {
    const { url, archive } = await filled(3);
    for (const build of ['build 1', 'build 2', 'build 1', 'build 2'])
      await archive.records(making(archive, build).maker);
    const kept = () => ask(url, 'SELECT maker, count(*)::integer FROM ralph.record GROUP BY 1 ORDER BY 1');
    expect(await kept()).toEqual([
      { maker: 'build 1', count: 3 },
      { maker: 'build 2', count: 3 },
    ]);
    await ask(url, "UPDATE ralph.record SET made_at = now() - interval '31 days' WHERE maker = 'build 1'");
    await archive.publish(drawnOn('2026-02-01T12:00:00.000Z'));
    await archive.records(making(archive, 'build 2').maker);
    expect(await kept()).toEqual([{ maker: 'build 2', count: 4 }]);
  });

  test('that are swept away while they are looked at are made again', async () => {
    const { url, archive } = await filled(3);
    const { maker, made } = making(archive);
    const records = await archive.records(maker);
    await ask(url, 'DELETE FROM ralph.record');
    expect(await records.of(records.slips)).toHaveLength(3);
    expect(made).toHaveLength(6);
    // And a review that is gone is said.
    await ask(url, 'DELETE FROM ralph.review WHERE cycle = 2');
    expect(await records.of(records.slips)).toHaveLength(2);
    expect(records.corrupt).toMatchObject([{ entry: { cycle: 2 } }]);
  });

  test('are had by who may only read, each time anew', async () => {
    const { url } = await filled(40);
    await ask(
      url,
      'CREATE ROLE looker LOGIN; GRANT USAGE ON SCHEMA ralph TO looker; GRANT SELECT ON ALL TABLES IN SCHEMA ralph TO looker',
    );
    for (let round = 0; round < 2; round++) {
      const archive = opened(as('looker', url));
      const { maker, made } = making(archive);
      const records = await archive.records(maker);
      expect(await records.of(records.slips)).toHaveLength(40);
      expect(made).toHaveLength(40);
    }
  });

  test('the state of an archive is another with each review, and who watches hears of it', async () => {
    const { archive } = await filled(1);
    const states = new Set([await archive.state(), await archive.state()]);
    expect(states.size).toBe(1);
    let landed = () => {};
    const heard = new Promise<void>((resolve) => {
      landed = resolve;
    });
    const watching = archive.watch(landed);
    await archive.publish(drawnOn('2026-02-01T12:00:00.000Z'));
    states.add(await archive.state());
    await archive.put('2026-02-02-cycle-009', { json: null, markdown: new Uint8Array([1]) });
    states.add(await archive.state());
    await archive.put('2026-02-02-cycle-009', { json: new Uint8Array([2]), markdown: null });
    states.add(await archive.state());
    expect(states.size).toBe(4);
    await archive.publish(drawnOn('2026-02-01T12:00:00.000Z'));
    await heard;
    watching?.close();
  });
});
