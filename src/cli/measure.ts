import { createHash } from 'node:crypto';
import { dialects } from '../dialects/index.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Target } from '../domain/target.ts';
import { createHost } from '../host/host.ts';
import { PROMPTS_VERSION } from '../load/prompts.ts';
import { observe } from '../pipeline/observe.ts';
import { redact } from '../pipeline/redact.ts';
import type { Flags } from './flags.ts';
import type { Progress } from './progress.ts';
import { referenceTarget, startReference } from './reference-stack.ts';
import { rules } from './rules.ts';
import { select } from './selection.ts';
import type { Settings } from './settings.ts';
import { unknownWord } from './usage-error.ts';
import { version } from './version.ts';

/** Eight digits that differ when two runs did not ask the same. */
const hashOf = (scenario: Scenario): string =>
  createHash('sha256')
    .update(JSON.stringify([PROMPTS_VERSION, scenario]))
    .digest('hex')
    .slice(0, 8);

async function targetOf({ config, reference }: Settings, progress: Progress) {
  if (!reference) return { target: config.target, stop: async () => {} };
  progress.say('starting the bundled reference stack');
  // Its limit protects strangers from each other; here nobody else asks.
  const { url, pid, stop } = await startReference(undefined, ['--rate-limit', '0']);
  return { target: referenceTarget(url, pid), stop };
}

function connect(target: Target, apiKey: string | null, host: ReturnType<typeof createHost>['host']) {
  const dialect = dialects.find(({ id }) => id === target.dialect);
  if (!dialect)
    throw unknownWord(
      'target.dialect',
      target.dialect,
      dialects.map(({ id }) => id),
    );
  return dialect.connect({ url: target.url, paths: target.paths, apiKey, http: host.http });
}

/** Puts every question to the stack and gathers the answers. Leaves nothing running, however it ends. */
export async function measure(
  settings: Settings,
  flags: Flags,
  progress: Progress,
  signal: AbortSignal,
): Promise<Evidence> {
  const { apiKey, scenario, rubric } = settings.config;
  const probes = select(rules.probes, flags);
  const { host, close } = createHost();
  const observedAt = host.clock.wallTime().toISOString();
  const { target, stop } = await targetOf(settings, progress);
  try {
    progress.say(`measuring ${target.name} at ${target.url}`);
    const stack = connect(target, apiKey, host);
    const observations = await observe({ target, scenario, host, stack, probes, signal, on: progress.on });
    const evidence: Evidence = {
      schema: 'ralph/evidence@1',
      ralph: version,
      observedAt,
      target,
      scenario: { ...scenario, hash: hashOf(scenario) },
      rubric,
      provenance: { kind: 'measured' },
      observations,
    };
    return redact(evidence, apiKey === null ? [] : [apiKey]);
  } finally {
    await Promise.all([close(), stop()]);
  }
}
