import { loadScenario } from '../../bench/load-scenario.ts';
import { makeLoad } from '../../bench/load-thread.ts';
import type { Scenario } from '../../bench/scenario.ts';
import { httpUrl } from '../../config/base-url.ts';
import { apiKeyFrom } from '../api-key.ts';
import { type LoadTest, type LoadTestFlags, loadTest } from '../bench/load-test.ts';
import { recordingsOf } from '../bench/recordings-of.ts';
import type { ExitCode } from '../exit-codes.ts';
import { startReference } from '../reference-stack.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface BenchFlags extends LoadTestFlags {
  readonly target?: string;
  readonly allowRemote?: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function targetOf(scenario: Scenario, { target, allowRemote }: BenchFlags): string | null {
  if (target === undefined && scenario.url === null) return null;
  const reading = httpUrl.read(target ?? scenario.url ?? '');
  if (!('value' in reading)) {
    const found = reading.secret ? 'a secret' : `"${target}"`;
    throw new UsageError(`--target: found ${found}, expected ${reading.expected}`);
  }
  const { hostname } = new URL(reading.value);
  if (LOOPBACK.test(hostname) || allowRemote) return reading.value;
  throw new UsageError(
    `target: found ${hostname}, which is not this machine, expected --allow-remote beside it: a load test is for stacks whose owner agreed to it`,
  );
}

/** Loads a stack as a scenario says, judges what came of it, and keeps the raw figures. */
export async function bench(
  path: string,
  flags: BenchFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const read = await loadScenario({ path, cwd: terminal.cwd(), env: terminal.env });
  const target = targetOf(read, flags);
  const scenario = { ...read, url: target };
  const apiKey = apiKeyFrom(`${path}: api_key_env`, scenario.apiKeyEnv ?? undefined, terminal);
  let stop: () => Promise<unknown> = async () => {};
  const test: LoadTest = {
    scenario,
    on: target ?? 'the bundled stack',
    about: () => ({}),
    notes: () => [],
    async ready(say) {
      const stack =
        target === null ? await startReference(undefined, ['--rate-limit', '0']) : { url: target, stop };
      ({ stop } = stack);
      const { url } = stack;
      const recordings = await recordingsOf(scenario, { url, apiKey, say, signal });
      return (loaded, watch) => makeLoad({ scenario: loaded, url, apiKey, recordings }, watch, signal);
    },
    end: () => stop(),
  };
  return loadTest(test, flags, terminal, signal);
}
