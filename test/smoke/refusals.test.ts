import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures, folder, ralph, start } from './ralph.ts';

const SEED = join(fixtures, 'evidence/cycle-47.json');
const DEAD = 'http://127.0.0.1:9';

describe('what ralph refuses, and how it says so', () => {
  it.each([
    [['review', '--only', 'lmm'], '--only: found "lmm", expected one of '],
    [['review', '--only', 'lmm'], 'did you mean "llm"?'],
    [['review', '--only', 'llm', '--skip', 'llm'], '--only, --skip: found no probe left'],
    [['review', '--samples', 'many'], '--samples: found "many", expected a whole number from 1 on'],
    [['review', '--timeout', '30'], '--timeout: found "30", expected a duration such as "30s" or "500 ms"'],
    [['review', '--target', 'localhost:8000'], '--target'],
    [['review', '--reference', '--target', DEAD], 'expected one of them'],
    [['review', '--reporter', 'pdf'], '--reporter: found "pdf", expected one of '],
    [['review', '--json', '--reporter', 'markdown'], 'expected one; give the others a path'],
    [['review', '--config', 'nowhere.yaml'], 'nowhere.yaml'],
    [['review', '--fail-on', 'monday'], 'Allowed choices are blocked, attention, regression, never'],
    [['review', '--baselin', 'none'], 'unknown option'],
    [['revue'], "unknown command 'revue'"],
    [['judge'], "missing required argument 'file'"],
    [['judge', 'package.json'], 'package.json'],
    [['compare', '998', '999'], 'found no cycle 998'],
    [['judge', 'garbled.json'], 'found readings that ralph 0.1.0 cannot judge'],
    [['judge', SEED, '--baseline', '3'], 'found cycle 3 and no --reviews'],
    [['serve', '--port', '99999'], 'expected a number from 0 to 65535'],
    [['serve', '--port', '0', '--host', '192.0.2.1'], 'expected one of its own'],
    [['serve', '--port', 'http'], '--port: found "http", expected a whole number'],
    [['serve', '--api-key-env', 'RALPH_NO_SUCH_KEY'], 'found no variable RALPH_NO_SUCH_KEY'],
  ])('%j', async (args, message) => {
    const cwd = await folder();
    await writeFile(join(cwd, 'package.json'), '{}');
    const seed = JSON.parse(await readFile(SEED, 'utf8'));
    seed.observations.llm.readings = null;
    await writeFile(join(cwd, 'garbled.json'), JSON.stringify(seed));
    const { code, stdout, stderr } = await ralph(args, { cwd });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('names file, line and column of every mistake in a config', async () => {
    const cwd = await folder();
    await writeFile(
      join(cwd, 'ralph.config.yaml'),
      'target:\n  url: http://127.0.0.1:9\n  gpus: auto\nsamples: { timeout: 30 }\n',
    );
    const { code, stderr } = await ralph(['review'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('ralph.config.yaml:3:3');
    expect(stderr).toContain('did you mean "gpu"?');
    expect(stderr).toContain('ralph.config.yaml:4:21');
  });

  it('finds out before measuring that reviews cannot be kept', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'reviews'), 'a file in its place');
    const { code, stderr } = await ralph(['review', '--target', DEAD], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('cannot keep reviews there');
    expect(stderr).not.toContain('measuring');
  });

  it('passes over a corrupt earlier review, says so, and does not touch it', async () => {
    const cwd = await folder();
    await mkdir(join(cwd, 'reviews'));
    await writeFile(join(cwd, 'reviews/2026-01-01-cycle-007.json'), '{"review":');
    const { code, stderr } = await ralph(['review', '--target', DEAD], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('skipped 2026-01-01-cycle-007.json');
    const names = (await readdir(join(cwd, 'reviews'))).filter((name) => !name.startsWith('.'));
    expect(names).toHaveLength(3);
    expect(names.some((name) => name.endsWith('cycle-008.md'))).toBe(true);
  });
});

describe('what ralph says of itself', () => {
  it('prints its version and nothing else', async () => {
    expect(await ralph(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('takes no offence when its reader leaves early', async () => {
    const { child, ended } = start(['list']);
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('lists what it can ask and how it judges, as data', async () => {
    const { code, stdout } = await ralph(['list', '--json']);
    const known = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(known.criteria.find(({ id }: { id: string }) => id === 'llm')).toMatchObject({
      objective: '≤ 500 ms',
    });
    expect(known.metrics.map(({ id }: { id: string }) => id)).toContain('llm.e2el_ms');
  });
});
