import type { AskedStack } from '../../config/fleet/loaded.ts';
import type { Addressee, AgentCard, Labels } from '../../domain/fleet-job.ts';
import type { Text } from '../../domain/text.ts';

type Known = Pick<AgentCard, 'name' | 'labels'>;

/** More of them are counted, not named. */
const MOST_NAMED = 6;

/** "pool=eu zone=a". */
export const labelsText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(' ');

/** "agent gpu-07", "pool=eu". */
export const askedText = (asked: Addressee): string =>
  'agent' in asked ? `agent ${asked.agent}` : labelsText(asked.labels);

/** Whether an agent may take what is asked so. */
export const isAskedBy = (asked: Addressee, { name, labels }: Known): boolean =>
  'agent' in asked
    ? name === asked.agent
    : Object.entries(asked.labels).every(([label, value]) => labels[label] === value);

/** Which stacks nobody who is there would take: they are waited for until the deadline. null: none. */
export function absent(
  stacks: readonly Pick<AskedStack, 'name' | 'asked'>[],
  agents: readonly Known[],
): Text | null {
  const alone = stacks.filter(({ asked }) => !agents.some((agent) => isAskedBy(asked, agent)));
  if (alone.length === 0) return null;
  const named = alone.slice(0, MOST_NAMED).map(({ name, asked }) => `${name} (${askedText(asked)})`);
  const more = alone.length - named.length;
  const list = `${named.join(', ')}${more > 0 ? ` +${more}` : ''}`;
  return {
    en: `no agent is there yet for ${list}; waited for until the deadline`,
    fr: `aucun agent n’est encore là pour ${list} ; attendu jusqu’à l’échéance`,
  };
}
