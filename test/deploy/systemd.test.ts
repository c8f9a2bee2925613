import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, text, units, valuesIn } from './manifests.ts';

describe.each(units)('%s', (unit) => {
  it('ends when it is asked to, with time to give back its work, and begins again as often as it has to', () => {
    expect(valuesIn(unit, 'KillMode')).toEqual(['mixed']);
    expect(valuesIn(unit, 'TimeoutStopSec')[0]).toMatch(/^\dmin$/);
    expect([valuesIn(unit, 'Restart'), valuesIn(unit, 'StartLimitIntervalSec')]).toEqual([['always'], ['0']]);
  });

  it('holds no secret: those come from a file that only root reads', () => {
    expect(text(`systemd/${unit}`)).not.toMatch(/^Environment=.*(?:PASSWORD|KEY|TOKEN)/m);
    expect(valuesIn(unit, 'EnvironmentFile')[0]).toMatch(/^-\/etc\/ralph\/\w+\.env$/);
  });

  it('writes nowhere but in folders of its own', () => {
    expect(valuesIn(unit, 'ProtectSystem')).toEqual(['strict']);
    const own = [
      ...valuesIn(unit, 'ReadWritePaths'),
      ...valuesIn(unit, 'StateDirectory').map((folder) => `/var/lib/${folder}`),
    ];
    expect(valuesIn(unit, 'WorkingDirectory')).toEqual(own);
  });
});

it('the agent keeps its key where its unit has a folder', () => {
  const [, state] = valuesIn('ralph-agent.service', 'Environment')[0]?.split('=') ?? [];
  expect(`${state}/ralph`).toBe(valuesIn('ralph-agent.service', 'WorkingDirectory')[0]);
});

const WHY =
  spawnSync('systemd-analyze', ['--version']).status === 0 ? '' : ' (skipped: there is no systemd-analyze)';

/** The most of exposure, of ten, that systemd may find. */
const MOST = { 'ralph-agent.service': 23, 'ralph-fleet.service': 18 } as const;

describe.skipIf(WHY)(`systemd${WHY}`, () => {
  const there = mkdtempSync(join(tmpdir(), 'ralph-units-'));
  const folder = join(there, 'etc/systemd/system');
  beforeAll(async () => {
    cpSync(join(deploy, 'systemd'), folder, { recursive: true });
    // The targets that they name, and a program where they look for one.
    for (const name of ['network-online', 'multi-user', 'basic', 'sysinit', 'shutdown'])
      await writeFile(join(folder, `${name}.target`), '[Unit]\nDescription=a target\n');
    const program = join(there, 'usr/local/bin/ralph');
    await mkdir(dirname(program), { recursive: true });
    await writeFile(program, '#!/bin/sh\n');
    await chmod(program, 0o755);
  });
  afterAll(() => rmSync(there, { recursive: true, force: true }));

  const verified = (unit: string) =>
    spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${there}`, unit], { encoding: 'utf8' });

  it.each(units)('takes %s without a word', (unit) => {
    expect(verified(unit)).toMatchObject({ status: 0, stderr: '' });
  });

  it('would complain of a key that it does not know', async () => {
    const unit = text('systemd/ralph-agent.service').replace('ProtectSystem', 'ProtectSytem');
    await writeFile(join(folder, 'spoilt.service'), unit);
    expect(verified('spoilt.service').stderr).toMatch(/ProtectSytem/);
  });

  it.each(Object.entries(MOST))('finds %s no more exposed than it must be', (unit, most) => {
    const args = ['security', '--offline=true', `--threshold=${most}`, join(deploy, 'systemd', unit)];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect({ status, said: status === 0 ? '' : stdout }).toEqual({ status: 0, said: '' });
  });
});
