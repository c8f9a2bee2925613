import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fixtures, folder } from './ralph.ts';

const PYTHON = '/usr/bin/python3';
const SPEAKER = 'espeak-ng';
const NEEDED = 'import fastapi, uvicorn, websockets, pytest';

/** Why the stack cannot be the real one of FastAPI; null where it can. */
export const noFastapi: string | null =
  spawnSync(PYTHON, ['-c', NEEDED]).status !== 0
    ? 'no python3 with fastapi, uvicorn, websockets and pytest'
    : spawnSync(SPEAKER, ['--version']).status !== 0
      ? `no ${SPEAKER}`
      : null;

/** A pytest that finds what the real one finds here, for machines without it. */
const STAND_IN = `#!/bin/sh
PASSED=2
. ${join(fixtures, 'commands/pytest.sh')}
report
started 3.11.7
echo '==================== 2 passed in 0.02s ===================='
`;

/** Its environment: the real interpreter, or a stand-in that runs no script. */
async function makeEnvironment(root: string): Promise<void> {
  await mkdir(join(root, 'venv/bin'), { recursive: true });
  await mkdir(join(root, 'venv/lib/python3/site-packages/pytest'), { recursive: true });
  await writeFile(join(root, 'venv/pyvenv.cfg'), 'home = /usr/bin\ninclude-system-site-packages = true\n');
  const python = join(root, 'venv/bin/python');
  if (noFastapi === null) await symlink(PYTHON, python);
  else await writeFile(python, STAND_IN, { mode: 0o755 });
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Whether it answers before it ends. */
async function answering(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const isUp = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the stack ended before it answered');
}

/** A copy of the project of FastAPI as somebody has it on their disk; gone with the test. */
export async function fastapiProject(): Promise<string> {
  const root = join(await folder(), 'her');
  await cp(join(fixtures, 'projects/fastapi-voice'), root, { recursive: true });
  await makeEnvironment(root);
  return root;
}

/** Starts its stack in its folder, on any free port: the real one, or what looks like it from outside. */
export async function serving(root: string): Promise<string> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const [program, ...args] =
    noFastapi === null
      ? [join(root, 'venv/bin/python'), 'backend/main.py']
      : [process.execPath, join(fixtures, 'stacks/serve.js'), 'fastapi-voice', String(port)];
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(program, args, { cwd: root, env, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await answering(child, url);
  return url;
}
