import { describe, expect, it } from 'vitest';
import type { Command } from '../domain/host.ts';
import { exited, scripted } from '../suites/scripted-host.ts';
import environment from './environment.ts';

const machine = {
  platform: 'linux x64 Debian 12',
  cpu: 'EPYC',
  cores: 8,
  memoryMib: 32_000,
  node: process.versions.node,
};

async function observed(answers: Record<string, [number, string]>, folder: string | null = '/stack') {
  const run = ({ argv }: Command) => exited(...(answers[argv[1] ?? ''] ?? [128, '']));
  const { context, commands } = scripted({ target: { folder }, run });
  const outcome = await environment.observe(context);
  return { commands, readings: 'readings' in outcome ? outcome.readings : undefined };
}

const head: [number, string] = [0, '14f332c\n'];

describe('the environment', () => {
  it('names the code and the machine', async () => {
    const { readings, commands } = await observed({
      'rev-parse': head,
      'symbolic-ref': [0, 'main\n'],
      status: [0, ' M fast_tts.py\n'],
    });
    expect(readings).toEqual({ commit: '14f332c', branch: 'main', dirty: true, ...machine });
    expect(commands.map(({ argv }) => argv.join(' '))).toContain('git rev-parse --short=7 HEAD');
    expect(commands.every(({ folder, env }) => folder === '/stack' && env?.GIT_OPTIONAL_LOCKS === '0')).toBe(
      true,
    );
  });

  it('is clean without changes, and has no branch on a detached head', async () => {
    const { readings } = await observed({ 'rev-parse': head, 'symbolic-ref': [1, ''], status: [0, ''] });
    expect(readings).toMatchObject({ commit: '14f332c', branch: null, dirty: false });
  });

  it.each<[string, Record<string, [number, string]>]>([
    ['without a repository', {}],
    ['before the first commit', { 'symbolic-ref': [0, 'main'], status: [0, '?? a'] }],
    ['with something else for git', { 'rev-parse': [0, 'git: not installed'], status: [0, ''] }],
  ])('knows no code %s', async (_, answers) => {
    expect((await observed(answers)).readings).toEqual({
      commit: null,
      branch: null,
      dirty: null,
      ...machine,
    });
  });

  it('asks nothing of git without a folder', async () => {
    const { readings, commands } = await observed({ 'rev-parse': head }, null);
    expect(readings).toMatchObject({ commit: null, dirty: null });
    expect(commands).toEqual([]);
  });
});
