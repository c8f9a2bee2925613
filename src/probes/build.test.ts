import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../domain/host.ts';
import { cutShort, exited, scripted } from '../suites/scripted-host.ts';
import build from './build.ts';

async function observe(outcome: CommandOutcome) {
  const task = { argv: ['npm', 'run', 'build'] as const, folder: '/stack/web', timeoutMs: 300_000 };
  const { context, commands } = scripted({ target: { build: task }, run: () => outcome });
  const observed = await build.observe(context);
  if (!('readings' in observed)) throw new Error(observed.unavailable);
  return { ...observed, command: commands[0] };
}

const table = 'Route (app)\n┌ ○ /\n└ ƒ /api/chat\n\nƒ Proxy (Middleware)\n';

describe('build', () => {
  it('is not run where none is configured', async () => {
    expect(await build.observe(scripted({}).context)).toEqual({
      unavailable: 'no build command is configured (target.build)',
    });
  });

  it('builds and counts its routes', async () => {
    const { readings, raw, command } = await observe(
      exited(0, ` \u001b[32m✓\u001b[0m Compiled successfully\n${table}`),
    );
    expect(readings).toEqual({
      state: 'built',
      exitCode: 0,
      routes: 2,
      durationS: 1.5,
      reason: null,
      locked: false,
    });
    expect(raw[0]?.content).toContain('✓ Compiled successfully');
    expect(command).toMatchObject({
      folder: '/stack/web',
      timeoutMs: 300_000,
      env: { npm_config_yes: 'false' },
    });
  });

  it('fails on its own words, and claims no routes then', async () => {
    const { readings } = await observe(
      exited(0, `✓ Compiled successfully\n${table}`, 'Failed to compile.\n\n./app/page.tsx\n'),
    );
    expect(readings).toMatchObject({
      state: 'failed',
      exitCode: 0,
      routes: null,
      reason: 'Failed to compile. ./app/page.tsx',
    });
  });

  it('that was locked, never started or did not end says so', async () => {
    const locked = await observe(exited(1, '', 'Unable to acquire lock at .next/lock\n'));
    expect(locked.readings).toMatchObject({ state: 'failed', locked: true });
    const absent = await observe({ kind: 'not-started', reason: 'not-found', message: 'npm' });
    expect(absent.readings).toMatchObject({ state: 'not-started', exitCode: null, durationS: 0 });
    const hung = await observe(cutShort({ kind: 'timed-out' }));
    expect(hung).toMatchObject({ readings: { state: 'timed-out', exitCode: null }, raw: [] });
  });

  it('is a figure only when built', async () => {
    const { routes, duration_s, state } = build.metrics;
    const { readings } = await observe(exited(0, table));
    expect([routes.from(readings), duration_s.from(readings), state.from(readings)]).toEqual([
      2,
      1.5,
      'built',
    ]);
    expect(state.shown(readings)?.en).toBe('builds, 2 routes');
    const failed = (await observe(exited(1, 'no'))).readings;
    expect(state.shown(failed)).toBeUndefined();
    expect([routes.from(failed), duration_s.from(failed), state.from(failed)]).toEqual([
      undefined,
      undefined,
      'failed',
    ]);
  });
});
