import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { drawn } from './drawn.ts';
import { judgingKeys } from './judging-keys.ts';
import { her, project } from './project.fixture.ts';
import { projectFrom } from './project.ts';
import { type Chosen, targetKeys } from './target-keys.ts';

const found: Chosen = {
  ...{ target: { url: 'http://localhost:8123', dialect: 'eva' }, spoken: 'eva (her 1.0.0), 99 %' },
  ...{ unset: ['HER_API_KEY'], guessed: [] },
};

const config = (more: { name?: string; chosen?: Partial<Chosen>; files?: object; lang?: 'en' | 'fr' } = {}) =>
  drawn(
    targetKeys(more.name ?? 'her', { ...found, ...more.chosen }, projectFrom(project({ ...more.files })), []),
    judgingKeys(undefined),
    { lang: more.lang ?? 'en', schema: null },
  );

describe('a config', () => {
  it('says what was found, and only that', async () => {
    expect(parse(await config({ files: her }))).toEqual({
      target: {
        ...{ name: 'her', url: 'http://localhost:8123', dialect: 'eva', folder: '.' },
        tests: { command: ['venv/bin/python', '-m', 'pytest', 'backend/tests'] },
        build: { command: ['npx', '--no-install', 'next', 'build'], folder: 'frontend' },
        requirements: 'backend/requirements.txt',
      },
    });
    expect(parse(await config())).toEqual({
      target: { name: 'her', url: 'http://localhost:8123', dialect: 'eva', folder: '.' },
    });
  });

  it('names the interpreter only where no process tells it', async () => {
    expect(parse(await config({ files: her, chosen: { spoken: null } })).target.python).toBe(
      'venv/bin/python',
    );
  });

  it.each(['en', 'fr'] as const)('fits into 80 columns in %s, and explains every key', async (lang) => {
    const lines = (await config({ files: her, lang })).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const keys = lines.flatMap((line, place) => (/^ {0,2}#?[a-z_]+:/.test(line) ? [lines[place - 1]] : []));
    expect(keys.length).toBeGreaterThan(12);
    // The block itself is explained by what stands in it.
    expect(keys.filter((above) => !/^ *# \S/.test(above ?? ''))).toEqual([]);
  });

  it('holds any name as it is', async () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(line, async (name) => {
        expect(parse(await config({ name })).target.name).toBe(name);
      }),
      { numRuns: 100 },
    );
  });

  it('is not broken by what a server says of itself', async () => {
    const spoken = 'eva (x\n  gpu: required\n# y)';
    const said = parse(await config({ chosen: { spoken } }));
    expect(said.target).not.toHaveProperty('gpu');
  });
});
