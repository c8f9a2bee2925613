import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draw, evidence, review } from '../../src/archive/archive.fixture.ts';
import { addressOf } from '../../src/archive/postgres/address.ts';
import { connect, inTransaction } from '../../src/archive/postgres/connection.ts';
import { migrate, tablesIn } from '../../src/archive/postgres/migrate.ts';
import { migrations } from '../../src/archive/postgres/migrations.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { as, ask, newDatabase, opened } from './postgres.fixture.ts';

const why = whyNoPostgres();
const page = fileURLToPath(new URL('../../docs/archive.md', import.meta.url));

describe.skipIf(why !== null)(`the tables in Postgres${why === null ? '' : ` (${why})`}`, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());

  test('who only looks makes none', async () => {
    const url = await newDatabase(postgres);
    const archive = opened(url);
    expect(await archive.entries()).toEqual([]);
    expect(await archive.baselines()).toEqual([]);
    expect(await archive.holding(new Uint8Array(3))).toBeUndefined();
    expect(await archive.fleets.entries()).toEqual([]);
    expect(await ask(url, "SELECT 1 FROM pg_namespace WHERE nspname = 'ralph'")).toEqual([]);
  });

  test('proving that reviews can be kept leaves none, and fails where one cannot', async () => {
    const url = await newDatabase(postgres);
    await opened(url).ensureWritable();
    expect(await opened(url).entries()).toEqual([]);
    const name = new URL(url).pathname.slice(1);
    await ask(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await expect(opened(url).ensureWritable()).rejects.toThrow(
      'cannot keep reviews there (25006); it may only be read, as a standby: name the server that is written to',
    );
  });

  test('an older ralph refuses newer ones, and says what to do', async () => {
    const url = await newDatabase(postgres);
    const archive = opened(url);
    await archive.publish(draw);
    await ask(url, 'INSERT INTO ralph.migration (version) VALUES (99)');
    const refusal = `found tables of version 99, expected at most ${migrations.length}, which is as far as this ralph knows them; a newer ralph made them: update this one`;
    await expect(opened(url).entries()).rejects.toThrow(refusal);
    // Also one that was running already: it writes nothing any more.
    await expect(archive.publish(draw)).rejects.toThrow(refusal);
  });

  test('a newer ralph brings older ones up to date, step by step and once, whoever else does so', async () => {
    const url = await newDatabase(postgres);
    await opened(url).publish(draw);
    const steps = [
      ...migrations,
      { version: migrations.length + 1, sql: 'CREATE TABLE ralph.later (a integer)' },
      { version: migrations.length + 2, sql: 'ALTER TABLE ralph.later ADD b integer' },
    ];
    const asked = { what: 'cannot', patienceMs: 60_000 };
    const all = Array.from({ length: 8 }, () => connect('trial', () => addressOf(url, {})));
    await Promise.all(
      all.map((each) =>
        each.session(asked, (session) => inTransaction(session, () => migrate(session, 'trial', steps))),
      ),
    );
    const [one] = all;
    expect(await one?.session(asked, (session) => tablesIn(session, 'trial', steps))).toBe('current');
    await Promise.all(all.map((each) => each.close()));
    expect(await ask(url, 'SELECT stem, b FROM ralph.review LEFT JOIN ralph.later ON true')).toHaveLength(1);
    expect(await ask(url, 'SELECT version FROM ralph.migration ORDER BY 1')).toEqual(
      steps.map(({ version }) => ({ version })),
    );
  });

  test('a step that fails leaves everything as it was', async () => {
    const url = await newDatabase(postgres);
    await opened(url).publish(draw);
    const broken = [...migrations, { version: 2, sql: 'CREATE TABLE ralph.later (a integer); SELECT 1 / 0' }];
    const connection = connect('trial', () => addressOf(url, {}));
    const asked = { what: 'cannot', patienceMs: 0 };
    await expect(
      connection.session(asked, (session) => inTransaction(session, () => migrate(session, 'trial', broken))),
    ).rejects.toThrow('(22012)');
    await connection.close();
    expect(await ask(url, "SELECT to_regclass('ralph.later') AS later")).toEqual([{ later: null }]);
    expect(await opened(url).entries()).toHaveLength(1);
  });

  test('the views say what the reviews say', async () => {
    const url = await newDatabase(postgres);
    const took = (wallMs: number) => ({ wallMs, reply: {} });
    const finding = { id: 'gpu-idle', severity: 'blocker', title: 'The card sleeps' };
    const metric = {
      id: 'llm.p50_ms',
      title: '',
      unit: 'ms',
      value: 116,
      shown: '116 ms',
      formula: null,
    } as const;
    const llm: Observation = {
      kind: 'observed',
      readings: { cold: took(900), warm: [took(24), { wallMs: 5, failure: {} }], rateLimited: 0 },
      ...{ raw: [], startedAt: '2026-01-31T11:59:01.000Z', durationMs: 600.25 },
    };
    await opened(url).publish((cycle) => ({
      review: { ...review(cycle), blockers: [finding as never], metrics: [metric] },
      evidence: { ...evidence, observations: { ...evidence.observations, llm } },
      markdown: '# 1\n',
    }));
    expect(
      await ask(url, 'SELECT cycle, target, verdict, percent, commit, origin, blockers FROM ralph.cycles'),
    ).toEqual([
      {
        cycle: 1,
        target: 'eva',
        verdict: 'ok',
        percent: 100,
        commit: 'abc1234',
        origin: 'measured',
        blockers: 1,
      },
    ]);
    expect(await ask(url, 'SELECT finding, severity FROM ralph.findings')).toEqual([
      { finding: 'gpu-idle', severity: 'blocker' },
    ]);
    expect(await ask(url, 'SELECT metric, value, unit FROM ralph.figures')).toEqual([
      { metric: 'llm.p50_ms', value: 116, unit: 'ms' },
    ]);
    expect(await ask(url, 'SELECT number, cold, wall_ms, answered FROM ralph.samples ORDER BY 1')).toEqual([
      { number: 0, cold: true, wall_ms: 900, answered: true },
      { number: 1, cold: false, wall_ms: 24, answered: true },
      { number: 2, cold: false, wall_ms: 5, answered: false },
    ]);
    expect(await ask(url, 'SELECT probe, outcome, reason FROM ralph.probes ORDER BY 1')).toEqual([
      { probe: 'gpu', outcome: 'unavailable', reason: 'no GPU here' },
      { probe: 'llm', outcome: 'observed', reason: null },
      { probe: 'tts', outcome: 'errored', reason: 'it broke' },
    ]);
  });

  test('what no row can hold keeps no review from being kept', async () => {
    const url = await newDatabase(postgres);
    const archive = opened(url);
    const odd = 'a\0b\ud83d"\\\u2028';
    await archive.publish((cycle) => ({
      review: {
        ...review(cycle),
        target: { name: odd, url: odd },
        commit: odd,
        reviewedAt: '2026-99-99T99:99Z',
      },
      evidence: { ...evidence, observations: { [odd]: { kind: 'errored', message: odd.repeat(1_000) } } },
      markdown: odd,
    }));
    const [entry] = await archive.entries();
    expect(entry?.stem).toBe('2026-99-99-cycle-001');
    expect(entry && (await archive.read(entry))).toMatchObject({
      review: { reviewedAt: '2026-99-99T99:99Z' },
    });
    expect(await ask(url, 'SELECT probe FROM ralph.probes')).toEqual([{ probe: 'ab\ufffd"\\\u2028' }]);
  });

  /** The statements of the page. */
  async function statements(): Promise<string[]> {
    const text = await readFile(page, 'utf8');
    return [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql ?? '');
  }
  const isOfRoles = (sql: string): boolean => sql.startsWith('-- roles\n');

  test('whatever the page asks in SQL is answered', async () => {
    const url = await newDatabase(postgres);
    await opened(url).publish(draw);
    const questions = (await statements()).filter((sql) => !isOfRoles(sql));
    expect(questions.length).toBeGreaterThan(2);
    for (const sql of questions) expect(await ask(url, sql)).toBeInstanceOf(Array);
    const columns = await ask(
      url,
      `SELECT table_name AS view, array_agg(column_name::text) AS names
       FROM information_schema.columns JOIN information_schema.views USING (table_schema, table_name)
       WHERE table_schema = 'ralph' GROUP BY 1`,
    );
    expect(columns).toHaveLength(7);
    const text = await readFile(page, 'utf8');
    for (const { view, names } of columns) {
      const [row = ''] = text.split('\n').filter((line) => line.startsWith(`| \`ralph.${view}\``));
      const said = [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      const common = view === 'fleets' ? ['reviewed_at'] : ['cycle', 'target', 'reviewed_at'];
      expect([...said, ...common].sort()).toEqual([...names].sort());
    }
  });

  test('the roles of the page may do what it says, and no more', async () => {
    const url = await newDatabase(postgres);
    const name = new URL(url).pathname.slice(1);
    const sql = (await statements())
      .filter(isOfRoles)
      .join('\n')
      .replaceAll(/\bvoice\b/g, name);
    const [before, after] = sql.split('-- once the tables are there');
    await ask(url, before ?? '');
    await opened(as('ralph_owner', url)).ensureWritable();
    await ask(url, after ?? '');

    await opened(as('ralph_writer', url)).publish(draw);
    await opened(as('ralph_writer', url)).bless({ target: 'eva', branch: null, cycle: 1, review: 'a.json' });
    const maker = { name: 'trial', read: async () => ({ corrupt: 'nothing' }) };
    for (const user of ['ralph_owner', 'ralph_writer', 'ralph_reader']) {
      const archive = opened(as(user, url));
      expect(await archive.entries()).toHaveLength(1);
      expect((await archive.records(maker)).corrupt).toHaveLength(1);
    }
    expect(await ask(as('ralph_analyst', url), 'SELECT cycle FROM ralph.cycles')).toEqual([{ cycle: 1 }]);
    await expect(ask(as('ralph_analyst', url), 'SELECT json FROM ralph.review')).rejects.toThrow(
      /permission denied/,
    );
    await expect(ask(as('ralph_writer', url), 'DELETE FROM ralph.review')).rejects.toThrow(
      /permission denied/,
    );
    await expect(ask(as('ralph_writer', url), 'DROP TABLE ralph.review')).rejects.toThrow(/must be owner/);
    await expect(opened(as('ralph_reader', url)).ensureWritable()).rejects.toThrow(
      'cannot keep reviews there (42501); this user has not the rights: grant them as docs/archive.md says, or name another user',
    );
  });
});
