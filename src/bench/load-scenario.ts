import { basename, resolve } from 'node:path';
import { ConfigError, says } from '../config/config-error.ts';
import { readSource } from '../config/source-file.ts';
import type { Environment } from '../config/variable.ts';
import { parseYaml, type YamlSource } from '../config/yaml-source.ts';
import type { Load, Objective, Scenario } from './scenario.ts';
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
  const times = ([50, 95, 99] as const).flatMap((percent): Objective[] =>
    (['latency', 'first'] as const).flatMap((timing): Objective[] => {
      const id = timing === 'latency' ? (`p${percent}` as const) : (`first_p${percent}` as const);
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
  capacity: said.capacity === undefined ? null : { max: said.capacity.max, maxRuns: said.capacity.runs },
});

const misfit = (source: YamlSource, path: readonly string[], found: string, expected: string) => ({
  place: source.placeOf(path),
  path: path.join('.'),
  message: says.misread(found, expected),
});

/** What each key may be and all of them together may not. */
function contradictions(source: YamlSource, { deed, load, objectives, capacity, url, apiKeyEnv }: Scenario) {
  const found = [];
  const streams = ['chat-stream', 'tts-stream', 'ws-chat'].includes(deed.kind);
  const first = objectives.find(
    (objective) => objective.kind === 'percentile' && objective.timing === 'first',
  );
  if (first && !streams)
    found.push(
      misfit(
        source,
        ['objectives', first.id],
        'it',
        'a deed that streams: chat-stream, tts-stream or ws-chat',
      ),
    );
  if (objectives.some(({ id }) => id === 'c100') && deed.kind !== 'tts-stream')
    found.push(
      misfit(source, ['objectives', 'c100'], 'it', 'do: tts-stream, the only deed with sound that is played'),
    );
  if (capacity && load.kind !== 'closed')
    found.push(
      misfit(source, ['capacity'], `the load ${load.kind}`, 'kind: closed, whose users are searched for'),
    );
  if (capacity && objectives.length === 0)
    found.push(misfit(source, ['capacity'], 'no objectives', 'the objectives that the users must keep'));
  if (apiKeyEnv !== null && url === null)
    found.push(misfit(source, ['api_key_env'], 'it alone', 'target beside it: the stack that the key opens'));
  return found;
}

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
