import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { procOrigin, sourcesIn } from './proc-origin.ts';

describe('sourcesIn', () => {
  it.each<[string, string[], string[]]>([
    ['a script', ['python', 'backend/main.py', '--port', '8000'], ['backend/main.py']],
    ['a script by its whole path', ['/usr/bin/node', '/srv/stack/bin/serve.mjs'], ['bin/serve.mjs']],
    ['a module', ['/venv/bin/python', '-m', 'uvicorn', 'backend.main:app'], ['backend/main.py']],
    ['a factory', ['gunicorn', 'main:create_app()'], ['main.py']],
    ['what lies elsewhere', ['python', '/opt/other/main.py', '../main.py'], []],
    ['what was installed', ['node', 'node_modules/next/dist/bin/next.js'], []],
    ['no source', ['docker-proxy', '-host-port', '8000', '127.0.0.1:8000', 'http://a:b', '--x=main.py'], []],
    ['nothing', [], []],
  ])('of %s', (_of, argv, sources) => {
    expect(sourcesIn(argv, '/srv/stack')).toEqual(sources);
  });
});

describe.runIf(process.platform === 'linux')('what a process runs', () => {
  let root = '';
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'ralph-origin-')));
    for (const folder of ['old/backend', 'new/backend', 'other'])
      await mkdir(join(root, folder), { recursive: true });
    for (const file of ['old/backend/main.js', 'new/backend/main.js', 'other/serve.js'])
      await writeFile(join(root, file), `console.log('up'); setInterval(() => {}, 1000);`);
    await symlink(join(root, 'new'), join(root, 'current'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  /** Where a process lies that was started in `folder` with `script`, against the project in `project`. */
  async function originOf(folder: string, script: string, project: string, meanwhile = async () => {}) {
    const child = spawn(process.execPath, [script], {
      cwd: join(root, folder),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      await meanwhile();
      return await procOrigin(child.pid ?? 0, join(root, project));
    } finally {
      child.kill('SIGKILL');
    }
  }

  it('is the project’s own, from wherever it was called and by whatever way', async () => {
    const own = { source: join(root, 'new/backend/main.js'), place: 'project' };
    expect(await originOf('new', 'backend/main.js', 'new')).toEqual(own);
    expect(await originOf('new/backend', 'main.js', 'new')).toEqual(own);
    expect(await originOf('.', 'new/backend/main.js', 'new')).toEqual(own);
    expect(await originOf('new', 'backend/main.js', 'current')).toEqual(own);
    expect(await originOf('new', join(root, 'new/backend/main.js'), 'new')).toEqual(own);
  });

  it('is a copy where the project has its own file of that name at that place', async () => {
    const copy = { source: join(root, 'old/backend/main.js'), place: 'copy' };
    expect(await originOf('old', 'backend/main.js', 'new')).toEqual(copy);
    expect(await originOf('old', join(root, 'old/backend/main.js'), 'current')).toEqual(copy);
  });

  it('is a copy where its folder was deleted, and laid out anew', async () => {
    await mkdir(join(root, 'gone'));
    await writeFile(join(root, 'gone/main.js'), `console.log('up'); setInterval(() => {}, 1000);`);
    const origin = await originOf('gone', 'main.js', 'gone', async () => {
      await rm(join(root, 'gone'), { recursive: true });
      await mkdir(join(root, 'gone'));
      await writeFile(join(root, 'gone/main.js'), '');
    });
    expect(origin).toEqual({ source: join(root, 'gone/main.js'), place: 'copy' });
  });

  it('is elsewhere where the project has no such file, which proves nothing', async () => {
    expect(await originOf('other', 'serve.js', 'new')).toMatchObject({ place: 'elsewhere' });
  });

  it('is not known of a process or a project that is not there', async () => {
    expect(await procOrigin(0x7fff_ffff, root)).toBeNull();
    expect(await originOf('new', 'backend/main.js', 'nowhere')).toBeNull();
  });
});
