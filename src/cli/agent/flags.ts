import type { AgentConfig } from '../../config/agent.ts';
import { LABEL, LABEL_EXPECTED, MOST_LABELS, QUEUE_NAME, queueNameOf } from '../../domain/addressee.ts';
import type { Labels } from '../../domain/fleet-job.ts';
import type { Flags } from '../flags.ts';
import { UsageError } from '../usage-error.ts';

export interface AgentFlags extends Flags {
  readonly queue?: string;
  readonly queueCa?: string;
  readonly name?: string;
  readonly label?: readonly string[];
  readonly key?: string;
  readonly benchUsers?: string;
}

function labelsFrom(words: readonly string[]): Labels {
  const labels = Object.fromEntries(
    words.map((word) => {
      const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
      if (LABEL.test(key) && LABEL.test(value)) return [key, value];
      throw new UsageError(
        `--label: found ${JSON.stringify(word)}, expected key=value, each of them ${LABEL_EXPECTED}`,
      );
    }),
  );
  if (Object.keys(labels).length > MOST_LABELS)
    throw new UsageError(
      `--label: found ${Object.keys(labels).length} labels, expected at most ${MOST_LABELS}`,
    );
  return labels;
}

/** A host name as the name of an agent, as far as it is fit for that. */
const fitted = (host: string): string =>
  host
    .replaceAll(/[^\w.-]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63);

/** The name of an agent and its labels: of the flags, else of the config, else of the machine. Throws UsageError. */
export function whoIs(
  { name, label }: Pick<AgentFlags, 'name' | 'label'>,
  agent: Pick<AgentConfig, 'name' | 'labels'>,
  hostname: string,
): { readonly name: string; readonly labels: Labels } {
  const called = name ?? agent.name ?? fitted(hostname);
  if (!QUEUE_NAME.test(called))
    throw new UsageError(`--name: found ${JSON.stringify(called)}, expected ${queueNameOf('an agent')}`);
  return { name: called, labels: label === undefined ? agent.labels : labelsFrom(label) };
}
