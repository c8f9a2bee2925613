import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newKey } from '../../queue/signing.ts';
import { openTrust } from './trust.ts';

async function place(agents: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-trust-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    file: join(folder, 'fleet.yaml'),
    agents,
    agentsFile: join(folder, 'fleet.agents.yaml'),
    trust: 'first',
  } as const;
}

it('knows an agent by the key of the fleet file, and by no other', async () => {
  const [own, other] = [newKey().public, newKey().public];
  const fleet = await place({ 'gpu-07': own });
  const trust = await openTrust(fleet, () => {});
  expect(await trust('gpu-07', own)).toBeNull();
  expect((await trust('gpu-07', other))?.en).toContain('signs with another key than the one in');
  await expect(readFile(fleet.agentsFile)).rejects.toThrow('ENOENT');
});

it('remembers one that it meets, says so once, and refuses another key from then on', async () => {
  const fleet = await place();
  const told: string[] = [];
  const keys = { a: newKey().public, toString: newKey().public, constructor: newKey().public };
  const trust = await openTrust(fleet, (line) => told.push(line.en));
  for (const [name, key] of [...Object.entries(keys), ...Object.entries(keys)])
    expect(await trust(name, key)).toBeNull();
  expect(told).toHaveLength(3);
  const later = await openTrust(fleet, (line) => told.push(line.en));
  for (const [name, key] of Object.entries(keys)) expect(await later(name, key)).toBeNull();
  expect((await later('constructor', newKey().public))?.en).toContain(fleet.agentsFile);
  expect(told).toHaveLength(3);
});

it.each(['__proto__', 'a: {}\nb', '../x', 'ä'])(
  'trusts nobody by the name %j, which no agent can have',
  async (name) => {
    const fleet = await place();
    const trust = await openTrust(fleet, () => {});
    expect((await trust(name, newKey().public))?.en).toContain('no agent can have');
    await expect(readFile(fleet.agentsFile)).rejects.toThrow('ENOENT');
  },
);

it('trusts nobody but those it lists, where it is asked to, also whom it met before', async () => {
  const fleet = await place({ 'gpu-07': newKey().public });
  const other = newKey().public;
  expect(await (await openTrust(fleet, () => {}))('gpu-08', other)).toBeNull();
  const trust = await openTrust({ ...fleet, trust: 'listed' }, () => {});
  expect((await trust('gpu-08', other))?.en).toContain('gpu-08 is not listed in');
  expect((await trust('gpu-09', newKey().public))?.en).toContain('gpu-09 is not listed in');
  expect(await trust('gpu-07', fleet.agents['gpu-07'] ?? '')).toBeNull();
  expect(await readFile(fleet.agentsFile, 'utf8')).not.toContain('gpu-09');
});

it('trusts nobody whom it could not remember', async () => {
  const fleet = { ...(await place()), agentsFile: '/proc/nowhere/fleet.agents.yaml' };
  const trust = await openTrust(fleet, () => {});
  expect((await trust('a', newKey().public))?.en).toContain('could not be remembered');
});

it('refuses a file of keys that is none, with the place', async () => {
  const fleet = await place();
  await writeFile(fleet.agentsFile, 'a: { key: short }\n');
  await chmod(fleet.agentsFile, 0o600);
  await expect(openTrust(fleet, () => {})).rejects.toThrow(/:1:\d+ {2}a\.key: found/);
});
