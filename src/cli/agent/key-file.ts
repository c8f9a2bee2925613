import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeOf } from '../../archive/archive-error.ts';
import { type AgentKey, keyFromPem, newKey, pemOf } from '../../queue/signing.ts';
import { UsageError } from '../usage-error.ts';

/** Longer than any key in PEM. */
const MOST_BYTES = 4_096;

/** Where the key of an agent lies if nobody says otherwise. */
export function keyFileOf(agent: string, env: Readonly<Record<string, string | undefined>>): string {
  const state = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  return join(state, 'ralph', `agent-${agent}.pem`);
}

/** The key in a file; undefined where there is no file. Throws UsageError where it is none, or others may read it. */
async function keyIn(file: string): Promise<AgentKey | undefined> {
  try {
    const { mode, size } = await stat(file);
    // Windows has other means, and says 0666 of every file.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new UsageError(
        `${file}: found a key that others may read (mode ${(mode & 0o777).toString(8)}), expected 600; chmod 600 it, and if anybody did read it remove it`,
      );
    const key = size > MOST_BYTES ? undefined : keyFromPem(await readFile(file, 'utf8'));
    if (key) return key;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot be read (${codeOf(error)}), expected the key of this agent`);
  }
  throw new UsageError(
    `${file}: found no Ed25519 key in PEM, expected the key of this agent; name another file`,
  );
}

/** Writes a new key, whole before it has its name; the one of whoever was quicker stands. */
async function made(file: string): Promise<AgentKey> {
  const key = newKey();
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(pemOf(key));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    return key;
  } catch (error) {
    const theirs = codeOf(error) === 'EEXIST' ? await keyIn(file) : undefined;
    if (theirs) return theirs;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** The key of an agent, made where there is none. Throws UsageError where it cannot be had. */
export async function agentKey(file: string): Promise<AgentKey> {
  const key = await keyIn(file);
  if (key) return key;
  try {
    return await made(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file}: cannot be written (${codeOf(error)}), expected a place for the key of this agent; name another with --key`,
    );
  }
}
