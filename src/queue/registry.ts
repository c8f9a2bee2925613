import { LABEL, MOST_LABELS } from '../domain/addressee.ts';
import type { AgentCard, Labels } from '../domain/fleet-job.ts';
import { jsonIn } from '../domain/from-json.ts';
import type { Queue } from './connection.ts';
import { NAME } from './job-check.ts';
import { keys } from './names.ts';

/** How often an agent says that it is there, and after what silence it is forgotten. */
export const BEAT_MS = 5_000;
const FORGOTTEN_MS = 3 * BEAT_MS;
const MOST_CHARS = 4_096;

/** Whether these are labels that an agent may have. */
const areLabels = (value: unknown): value is Labels =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).length <= MOST_LABELS &&
  Object.entries(value).every(
    ([key, each]) => LABEL.test(key) && typeof each === 'string' && LABEL.test(each),
  );

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && !/\p{Cc}/u.test(value);

/** A card that somebody laid out; undefined where it is none. */
function cardFrom(text: string): AgentCard | undefined {
  const card = jsonIn(text) as Partial<AgentCard> | null | undefined;
  const { name, labels, ralph, key, since, seenAt, busy = null, benchUsers = null } = card ?? {};
  return isText(name) &&
    NAME.test(name) &&
    areLabels(labels) &&
    [ralph, key, since, seenAt].every(isText) &&
    (busy === null || isText(busy)) &&
    (benchUsers === null || Number.isInteger(benchUsers))
    ? ({ name, labels, ralph, key, since, seenAt, busy, benchUsers } as AgentCard)
    : undefined;
}

/** Says that an agent is there, for the next seconds; answers with what was said last under its name. */
export async function present(queue: Queue, card: AgentCard): Promise<AgentCard | undefined> {
  const key = keys.agent(card.name);
  const before = await agentNamed(queue, card.name);
  await queue.redis
    .pipeline()
    .sadd(keys.agents, card.name)
    .set(key, JSON.stringify(card), 'PX', FORGOTTEN_MS)
    .exec();
  return before;
}

/** Says that it has left. */
export async function leave(queue: Queue, name: string): Promise<void> {
  await queue.redis.pipeline().srem(keys.agents, name).unlink(keys.agent(name)).exec();
}

/** The agent of a name that is there now. */
export async function agentNamed(queue: Queue, name: string): Promise<AgentCard | undefined> {
  const text = await queue.redis.get(keys.agent(name));
  return text === null ? undefined : cardFrom(text.slice(0, MOST_CHARS));
}

/** All agents that were heard of within the last seconds, by name. */
export async function agentsOf(queue: Queue): Promise<AgentCard[]> {
  const names = (await queue.redis.smembers(keys.agents)).sort();
  if (names.length === 0) return [];
  const texts = await queue.redis.mget(names.map(keys.agent));
  const gone = names.filter((_, index) => texts[index] === null);
  if (gone.length > 0) await queue.redis.srem(keys.agents, ...gone);
  return texts.flatMap((text) => (text === null ? [] : (cardFrom(text.slice(0, MOST_CHARS)) ?? [])));
}
