import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { falling, generous, page, scoreTable } from '../../src/imported/review.fixture.ts';
import { fixtures, folder, ralph } from './ralph.ts';

/** A review by hand as those before ralph were, of a cycle that the card idled in. */
const cycle = (number: number, minute: number): string =>
  page({
    front: [
      `reviewed_at: 2026-01-20T12:${String(minute).padStart(2, '0')}:00Z`,
      'commit: 93c19cc',
      'status: ATTENTION - GPU',
      'blockers:',
      '  - RTX 4090 à 0% (INUTILISÉ)',
      'progress:',
      '  - LLM latency: 24-207ms',
      '  - TTS latency: 105ms',
    ],
    title: `Ralph Moderator Review - Cycle ${number}`,
    body: scoreTable('SCORE', { LLM: '10/10', GPU: '3/10' }, '| **TOTAL** | **13/20** | **65%** |'),
  });

/** Four reviews, the second of which goes back in number and in time. */
async function history(): Promise<string> {
  const cwd = await folder();
  const texts = { a: cycle(48, 35), b: cycle(47, 30), c: cycle(53, 50), d: cycle(59, 42) };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(cwd, `${name}.md`), text);
  return cwd;
}

const NAMES = ['a.md', 'b.md', 'c.md', 'd.md'];

const KEYS = [
  ...['file', 'kind', 'number', 'reviewed_at', 'commit', 'status', 'verdict', 'score_pct', 'score_points'],
  ...[
    'score_max',
    'blockers',
    'progress',
    'tests_passed',
    'tests_failed',
    'tests_skipped',
    'llm_ms',
    'tts_ms',
  ],
  ...['e2e_ms', 'gpu_util_pct', 'gpu_mem_used_mib', 'gpu_mem_total_mib', 'gpu_name', 'build_ok', 'routes'],
  ...['websocket_ok', 'criteria', 'ambiguous', 'contradictions'],
];

describe('ralph import', () => {
  it('takes history over, and the next review goes on from it: number, baseline, deltas, streak', async () => {
    const cwd = await history();
    const { code, stdout } = await ralph(['import', '--target', 'eva', '--json', ...NAMES], { cwd });
    expect(code).toBe(0);
    const records = JSON.parse(stdout);
    expect(records.map((each: { number: number }) => each.number)).toEqual([48, 47, 53, 59]);
    for (const each of records) expect(Object.keys(each)).toEqual(KEYS);
    expect(records[0]).toMatchObject({
      ...{
        file: 'a.md',
        kind: 'cycle',
        verdict: 'attention',
        score_pct: 65,
        score_points: 13,
        score_max: 20,
      },
      ...{
        llm_ms: { min: 24, max: 207 },
        tts_ms: { min: 105, max: 105 },
        build_ok: null,
        contradictions: [],
      },
    });

    const names = await readdir(join(cwd, 'reviews'));
    expect(names.filter((name) => name.endsWith('.md'))).toEqual(
      ['047', '048', '053', '059'].map((number) => `2026-01-20-cycle-${number}.md`),
    );
    const kept = await readFile(join(cwd, 'reviews/2026-01-20-cycle-047.md'), 'utf8');
    expect(kept).toBe(cycle(47, 30));

    const evidence = JSON.parse(await readFile(join(fixtures, 'evidence/cycle-59.json'), 'utf8'));
    await writeFile(join(cwd, 'now.json'), JSON.stringify({ ...evidence, cycle: undefined }));
    const judged = await ralph(
      ['judge', 'now.json', '--reviews', 'reviews', '--json', '--lang', 'en', '-q'],
      { cwd },
    );
    const review = JSON.parse(judged.stdout);
    expect([review.cycle, review.baseline.cycle]).toEqual([60, 59]);
    expect(review.streaks).toMatchObject([{ id: 'gpu-idle', cycles: 5, since: 47 }]);
    const change = (metric: string) =>
      review.changes.find((each: { metric: string }) => each.metric === metric);
    expect(change('tts.total_ms')).toMatchObject({ kind: 'incomparable', before: '105 ms', delta: 0 });
    expect(change('llm.e2el_ms')).toMatchObject({ before: '24–207 ms', delta: null });

    const compared = await ralph(['compare', '59', '60', '--reviews', 'reviews'], { cwd });
    expect(compared.code).toBe(0);
    const back = await ralph(['compare', '60', '59', '--reviews', 'reviews'], { cwd });
    expect([back.code, back.stderr]).toEqual([
      2,
      expect.stringContaining('an imported review without evidence'),
    ]);
  });

  it('knows a file again by its bytes, and writes nothing on a dry run', async () => {
    const cwd = await history();
    const dry = await ralph(['import', '--target', 'eva', '--dry-run', ...NAMES], { cwd });
    expect(dry.stdout).toContain('4 imported, 0 there already, 0 not read; nothing was written');
    expect(await readdir(cwd)).toEqual(NAMES);
    await ralph(['import', '--target', 'eva', 'a.md', 'b.md'], { cwd });
    const again = await ralph(['import', '--target', 'eva', ...NAMES], { cwd });
    expect(again.stdout).toContain('2 imported, 2 there already, 0 not read');
    const twice = await ralph(['import', '--target', 'eva', ...NAMES], { cwd });
    expect(twice.stdout).toContain('0 imported, 4 there already, 0 not read');
    expect((await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.md'))).toHaveLength(4);
  });

  it('names the file that it cannot read, and imports the others', async () => {
    const cwd = await history();
    await writeFile(join(cwd, 'latin.md'), Buffer.from([0x23, 0x20, 0xe9]));
    await writeFile(join(cwd, 'binary.md'), 'a\0b');
    await writeFile(join(cwd, 'empty.md'), '\n');
    await writeFile(join(cwd, 'huge.md'), 'x'.repeat(10 * 1024 * 1024));
    await writeFile(join(cwd, 'letter.md'), 'Dear all,\n');
    await mkdir(join(cwd, 'folder.md'));
    const bad = ['latin.md', 'binary.md', 'empty.md', 'huge.md', 'letter.md', 'folder.md', 'gone.md'];
    const { code, stdout, stderr } = await ralph(['import', '--json', ...bad, ...NAMES], { cwd });
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'latin.md: found bytes that are not UTF-8, expected a text',
      'binary.md: found binary data, expected a text',
      'empty.md: found an empty file, expected a review',
      'huge.md: found 10485760 bytes, expected a review of at most 262144',
      'letter.md: found nothing that a review says, expected one',
      'folder.md: found a folder, expected a file',
      'gone.md: cannot be read (ENOENT); correct the path',
      '',
    ]);
    const records = JSON.parse(stdout);
    expect(records.map(({ file }: { file: string }) => file)).toEqual([...bad, ...NAMES]);
    expect(records[0]).toEqual({
      ...Object.fromEntries(KEYS.map((key) => [key, null])),
      ...{ file: 'latin.md', ambiguous: [], contradictions: [] },
    });
    expect((await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.md'))).toHaveLength(4);
  });

  it('verifies none of them, and says why', async () => {
    const cwd = await history();
    await ralph(['import', ...NAMES], { cwd });
    const { code, stderr } = await ralph(['verify', '-q'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('found an imported review, which ralph did not write'),
    ]);
  });

  it('masks secrets in what it tells and keeps as data, and lets nothing move a cursor', async () => {
    const cwd = await folder();
    const key = `sk-${'a1B2c3D4'.repeat(5)}`;
    const text = page({
      front: ['status: OK \u001b[2J', 'progress:', `  - key ${key}`],
      title: 'Ralph - Cycle 1',
    });
    await writeFile(join(cwd, 'a.md'), text);
    const { stdout } = await ralph(['import', 'a.md', '--json'], { cwd });
    const kept = await readFile(join(cwd, 'reviews', (await readdir(join(cwd, 'reviews')))[0] ?? ''), 'utf8');
    for (const said of [stdout, kept]) expect(said).not.toContain(key);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('ralph lint', () => {
  it('says where a review contradicts itself, one a line, and passes those that do not', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'a.md'), generous);
    await writeFile(join(cwd, 'b.md'), falling);
    await writeFile(join(cwd, 'c.md'), cycle(59, 42));
    const bad = await ralph(['lint', 'a.md', 'b.md', 'c.md'], { cwd });
    expect([bad.code, bad.stdout]).toEqual([
      1,
      'a.md:22: percent: 31/50 is 62 %, not 74 % (line 5)\nb.md:5: score: the score is 62 %, and 56 % (line 24)\n',
    ]);
    expect(await ralph(['lint', 'c.md'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const json = await ralph(['lint', '--json', '--lang', 'fr', 'a.md', 'gone.md'], { cwd });
    expect([json.code, JSON.parse(json.stdout)]).toEqual([
      2,
      [
        {
          ...{ file: 'a.md', lack: null },
          contradictions: [{ kind: 'percent', lines: [22, 5], what: '31/50 fait 62 %, et non 74 %' }],
        },
        { file: 'gone.md', lack: 'cannot be read (ENOENT); correct the path', contradictions: [] },
      ],
    ]);
  });

  it('finds no fault with what ralph writes, and finds one that was put in', async () => {
    const cwd = await folder();
    for (const lang of ['en', 'fr'])
      for (const number of [47, 48, 53, 59]) {
        const evidence = join(fixtures, `evidence/cycle-${number}.json`);
        await ralph(
          ['judge', evidence, '--lang', lang, '-q', '--reporter', `markdown=${lang}-${number}.md`],
          { cwd },
        );
      }
    const files = (await readdir(cwd)).sort();
    expect(files).toHaveLength(8);
    expect(await ralph(['lint', ...files], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const text = await readFile(join(cwd, 'en-48.md'), 'utf8');
    await writeFile(
      join(cwd, 'edited.md'),
      text.replace('llm: 10', 'llm: 9').replace('**48/90**', '**58/90**'),
    );
    const { code, stdout } = await ralph(['lint', 'edited.md'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('criterion llm has 9 points, and 10 in the score table');
    expect(stdout).toContain('58/90 is 64.4 %, not 53.3 %');
    expect(stdout).toContain('the rows of the score table add up to 48/90, the total says 58/90');
  });
});
