import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { fixtures, ralph } from '../smoke/ralph.ts';
import { newDatabase } from './postgres.fixture.ts';

const why = whyNoPostgres();
const of = (cycle: number): string => join(fixtures, `evidence/cycle-${cycle}.json`);

/** What is asked of an archive, one after the other. */
const ASKED: readonly (readonly string[])[] = [
  ...[47, 50, 52, 58, 59].map((cycle) => ['judge', of(cycle), '--fail-on', 'never']),
  ['judge', of(59), '--fail-on', 'never', '--cycle', '58'],
  ['trend'],
  ['trend', '--json'],
  ['compare', '58', '59'],
  ['baseline', 'set', '58'],
  ['baseline', 'set', '1'],
  ['judge', of(59), '--fail-on', 'never', '--cycle', '60', '--json'],
  ['report', '--since', '2020-01-01'],
  ['import', 'old.md', '--target', 'eva'],
  ['import', 'old.md'],
  ['trend', '--target', 'eva'],
];

/** What is said, without when and where; a page leads to the files of reviews only where they are files. */
const plain = (said: string, places: readonly string[]): string =>
  places
    .reduce((text, place) => text.replaceAll(place, '@'), said)
    .replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, 'THEN')
    .replaceAll(/^\[\d+\]: .*\n/gm, '')
    .replaceAll(/\[(\d+)\]/g, '$1')
    .trim();

describe.skipIf(why !== null)(why ?? 'what keeps the reviews', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres({ password: 'hunter2hunter2' });
  });
  afterAll(() => postgres?.remove());

  test('makes no difference to what a command prints, nor to how it ends', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'ralph-either-'));
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(join(cwd, 'old.md'), await readFile(join(fixtures, 'reviews/cycle-47.en.markdown.md')));
    const url = await newDatabase(postgres);
    const folder = join(cwd, 'reviews');
    const shown = url.replace(':hunter2hunter2', '');
    for (const words of ASKED) {
      const on = async (place: string) => {
        const { code, stdout, stderr } = await ralph([...words, '--reviews', place, '--lang', 'en'], { cwd });
        const said = `${stdout}\n${stderr}`;
        expect(said).not.toContain('hunter2');
        return {
          words,
          code,
          said: plain(said, place === folder ? [`${folder}/`, folder] : [`${shown} `, shown]),
        };
      };
      const [left, right] = [await on(folder), await on(url)];
      expect(right).toEqual(left);
    }
    const json = async (place: string) =>
      JSON.parse((await ralph(['trend', '--json', '--reviews', place], { cwd })).stdout);
    expect(await json(url)).toEqual(await json(folder));
  });
});
