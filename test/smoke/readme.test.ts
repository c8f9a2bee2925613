import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../../src/backend/faults/index.ts';
import { examplesOf } from '../docs/pages.ts';
import { folder, ralph, root } from './ralph.ts';

describe('the README', () => {
  it('shows a config that is accepted as it stands', async () => {
    const [config] = examplesOf('README.md', 'yaml').filter(({ text }) => text.includes('target:'));
    const cwd = await folder();
    await writeFile(
      join(cwd, 'ralph.config.yaml'),
      (config?.text ?? '').replace('http://localhost:8000', 'http://127.0.0.1:9'),
    );
    const args = ['review', '-q', '--only', 'backend', '--reviews', join(cwd, 'reviews'), '--json'];
    const { code, stdout, stderr } = await ralph(args, { cwd, env: { EVA_API_KEY: 'a-key-for-the-test' } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ target: { name: 'eva' }, lang: 'fr' });
    expect(stdout).not.toContain('a-key-for-the-test');
  });

  it('leads to a page that names every fault there is, with the unit of what it takes', async () => {
    const page = await readFile(join(root, 'docs/faults.md'), 'utf8');
    for (const { id, argument } of faults)
      expect(page).toContain(argument === null ? `\`${id}\`` : `\`${id}:${argument.unit}\``);
  });
});
