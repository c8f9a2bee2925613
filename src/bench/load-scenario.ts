import { basename, resolve } from 'node:path';
import { ConfigError, says } from '../config/config-error.ts';
import { readSource } from '../config/source-file.ts';
import type { Environment } from '../config/variable.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { contradictions } from './contradictions.ts';
import { LIMITED, type Load, type Objective, PERCENTS, type Scenario } from './scenario.ts';
import type { ScenarioFile } from './scenario-schema.ts';

type Limits = ScenarioFile['objectives'];

function loadOf(load: ScenarioFile['load']): Load {
  if (load.kind === 'closed') return { kind: 'closed', users: load.users, thinkMs: load.think_time };
  const visits = { arrivals: load.arrivals, turns: load.turns, thinkMs: load.think_time };
  return load.kind === 'open'
    ? { kind: 'open', perSecond: load.rate, ...visits }
    : { kind: 'ramp', fromPerSecond: load.from, toPerSecond: load.to, ...visits };
}

/** The objectives in an order of their own, so that the file's does not matter. */
function objectivesOf(limits: Limits): readonly Objective[] {
  const times = PERCENTS.flatMap((percent): Objective[] =>
    LIMITED.flatMap((timing): Objective[] => {
      const id = timing === 'latency' ? (`p${percent}` as const) : (`${timing}_p${percent}` as const);
      const limit = limits[id];
      return limit === undefined ? [] : [{ id, kind: 'percentile', timing, percent, limit }];
    }),
  );
  const shares = (['success', 'c100', 'goodput'] as const).flatMap((of): Objective[] => {
    const limit = limits[of];
    return limit === undefined ? [] : [{ id: of, kind: 'share', of, limit }];
  });
  return [...times, ...shares];
}

const capacityOf = (said: ScenarioFile['capacity']): Scenario['capacity'] =>
  said === undefined ? null : { from: said.from, max: said.max, maxRuns: said.runs };

const toScenario = (file: string, said: ScenarioFile): Scenario => ({
  name: said.name ?? basename(file).replace(/\.ya?ml$/, ''),
  url: said.target ?? null,
  apiKeyEnv: said.api_key_env ?? null,
  deed: said.do,
  load: loadOf(said.load),
  durationMs: said.duration,
  warmUpMs: said.warm_up,
  timeoutMs: said.timeout,
  connections: said.connections,
  seed: said.seed,
  speech: said.language,
  objectives: objectivesOf(said.objectives),
  capacity: capacityOf(said.capacity),
});

/** Reads a scenario file; a mistake is a ConfigError with line, column, what was found and what was expected. */
export async function loadScenario(asked: {
  readonly path: string;
  readonly cwd: string;
  readonly env: Environment;
}): Promise<Scenario> {
  const { path, cwd, env } = asked;
  const text = await readSource(resolve(cwd, path), path);
  if (text === undefined) throw new ConfigError(path, [{ message: says.noFile() }]);
  const source = await parseYaml(text);
  if ('problems' in source) throw new ConfigError(path, source.problems);
  const [{ conform }, { scenarioSchema }] = await Promise.all([
    import('../config/validate.ts'),
    import('./scenario-schema.ts'),
  ]);
  const checked = conform(scenarioSchema(env), source);
  if ('problems' in checked) throw new ConfigError(path, checked.problems);
  const scenario = toScenario(path, checked.settings);
  const problems = contradictions(source, scenario);
  if (problems.length > 0) throw new ConfigError(path, problems);
  return scenario;
}
