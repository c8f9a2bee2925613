import { says } from '../config/config-error.ts';
import type { YamlSource } from '../config/yaml-source.ts';
import { type Objective, type Scenario, SHOWN_BY } from './scenario.ts';

/** An objective for what the deed never shows. */
function unseen(objective: Objective, { deed }: Scenario): string | undefined {
  const deeds = SHOWN_BY[objective.kind === 'share' ? objective.of : objective.timing];
  if (deeds === undefined || deeds.includes(deed.kind)) return undefined;
  return `a deed that shows it: ${deeds.join(', ')}`;
}

/** What each key may be and all of them together may not. */
export function contradictions(source: YamlSource, scenario: Scenario) {
  const { load, objectives, capacity, url, apiKeyEnv } = scenario;
  const misfit = (path: readonly string[], found: string, expected: string) => ({
    place: source.placeOf(path),
    path: path.join('.'),
    message: says.misread(found, expected),
  });
  const found = objectives.flatMap((objective) => {
    const expected = unseen(objective, scenario);
    return expected === undefined ? [] : [misfit(['objectives', objective.id], 'it', expected)];
  });
  if (capacity && load.kind !== 'closed')
    found.push(misfit(['capacity'], `the load ${load.kind}`, 'kind: closed, whose users are searched for'));
  if (capacity && objectives.length === 0)
    found.push(misfit(['capacity'], 'no objectives', 'the objectives that the users must keep'));
  if (capacity && capacity.from > capacity.max)
    found.push(misfit(['capacity', 'from'], String(capacity.from), `at most max, which is ${capacity.max}`));
  if (apiKeyEnv !== null && url === null)
    found.push(misfit(['api_key_env'], 'it alone', 'target beside it: the stack that the key opens'));
  return found;
}
