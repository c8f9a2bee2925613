import { afterAll, beforeAll, describe } from 'vitest';
import { archiveContract } from '../../src/archive/archive-contract.fixture.ts';
import { openArchive } from '../../src/archive/open.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { newDatabase } from './postgres.fixture.ts';

const why = whyNoPostgres();

describe.skipIf(why !== null)(why ?? 'an archive like any other', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());

  archiveContract('a database', async () => {
    const url = await newDatabase(postgres);
    return () => openArchive(url);
  });
});
