import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newKey, pemOf } from '../../queue/signing.ts';
import { agentKey, keyFileOf } from './key-file.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-key-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

it('is made once, for its owner alone, and is the same from then on', async () => {
  const file = join(await folder(), 'a', 'b', 'agent.pem');
  const key = await agentKey(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
  expect((await agentKey(file)).public).toBe(key.public);
  expect(await readdir(join(file, '..'))).toEqual(['agent.pem']);
});

it('is one, however many make it at once', async () => {
  const file = join(await folder(), 'agent.pem');
  const keys = await Promise.all(Array.from({ length: 8 }, () => agentKey(file)));
  expect(new Set(keys.map((key) => key.public)).size).toBe(1);
});

it('that others may read is refused', async () => {
  const file = join(await folder(), 'agent.pem');
  await agentKey(file);
  await chmod(file, 0o640);
  await expect(agentKey(file)).rejects.toThrow('found a key that others may read (mode 640)');
});

it.each([
  ['nothing', ''],
  ['a private key of another kind', '-----BEGIN RSA PRIVATE KEY-----\nx\n'],
  ['a big file', pemOf(newKey()).repeat(100)],
])('that is %s is refused, left as it is, and not repeated', async (_, text) => {
  const file = join(await folder(), 'agent.pem');
  await writeFile(file, text, { mode: 0o600 });
  await expect(agentKey(file)).rejects.toThrow(`${file}: found no Ed25519 key in PEM`);
  expect(await readFile(file, 'utf8')).toBe(text);
});

it('lies where the state of a user lies', () => {
  expect(keyFileOf('gpu-07', { XDG_STATE_HOME: '/s' })).toBe(join('/s', 'ralph', 'agent-gpu-07.pem'));
  expect(keyFileOf('gpu-07', { HOME: '/h' })).toBe(join('/h', '.local/state/ralph/agent-gpu-07.pem'));
});
