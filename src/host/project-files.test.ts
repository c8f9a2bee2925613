import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readProject } from './project-files.ts';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'ralph-project-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

it('sees what says how a project is served, and of what is installed only that it is', async () => {
  const root = await folder({
    'backend/main.py': 'app = FastAPI()',
    'backend/__pycache__/main.py': '',
    'frontend/package.json': '{}',
    'frontend/node_modules/.bin/next': '',
    'frontend/node_modules/next/package.json': '{}',
    '.venv/pyvenv.cfg': '',
    '.venv/bin/python': '',
    '.venv/bin/activate': '',
    '.venv/lib/python3.12/site-packages/pytest/__init__.py': '',
    '.git/config': '',
    '.env': 'EVA_API_KEY=a-secret',
    'notes.md': '',
  });
  const { paths, texts } = await readProject(root);
  expect([...texts.keys()].toSorted()).toEqual(['backend/main.py', 'frontend/package.json']);
  expect(paths.toSorted()).toEqual([
    '.env',
    '.venv/bin/python',
    '.venv/lib/python3.12/site-packages/pytest',
    '.venv/pyvenv.cfg',
    'backend/main.py',
    'frontend/node_modules/.bin/next',
    'frontend/package.json',
    'notes.md',
  ]);
});

it('follows no link, reads no file that is too large, and ends where there is nothing', async () => {
  const elsewhere = await folder({ 'main.py': 'app = FastAPI()' });
  const root = await folder({ 'large.py': '#'.repeat(300_000) });
  await symlink(elsewhere, join(root, 'linked'));
  await symlink(join(elsewhere, 'main.py'), join(root, 'main.py'));
  await symlink(root, join(root, 'self'));
  expect(await readProject(root)).toEqual({ paths: ['large.py'], texts: new Map() });
  expect((await readProject(join(root, 'nowhere'))).paths).toEqual([]);
});

it('passes by what has a name that could stand in no config and on no line', async () => {
  const names = ['\u001b[31mred', 'a\nb', 'a\tb', '\u202erot', '::error::x', '##[error]x'];
  const root = await folder(Object.fromEntries([...names, 'à « b »'].map((name) => [`${name}/main.py`, ''])));
  expect((await readProject(root)).paths).toEqual(['à « b »/main.py']);
});
