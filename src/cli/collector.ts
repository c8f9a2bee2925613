import { isTelling } from '../domain/secrets/names.ts';
import { type Collector, collectorIn } from '../telemetry/collector.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What of the headers is a secret, and no name of a data set or a tenant. */
const secretsOf = ({ headers }: Collector): string[] =>
  Object.values(headers)
    .flatMap((value) => [value, ...value.split(/\s+/)])
    .filter(isTelling);

/**
 * Who takes traces, going by the environment and by a config where there is one; null: nobody does. What is secret of it is
 * one from then on. Throws UsageError where a variable of OpenTelemetry makes no sense.
 */
export function collectorOf(
  { env, secrets }: Terminal,
  config?: Parameters<typeof collectorIn>[1],
): Collector | null {
  const collector = collectorIn(env, config);
  if (collector === null) return null;
  if ('variable' in collector) throw new UsageError(`${collector.variable}: expected ${collector.expected}`);
  secrets.learn(secretsOf(collector));
  return collector;
}
