import type { Redis } from 'ioredis';
import type { JobProgress } from '../domain/fleet-job.ts';
import { jsonIn } from '../domain/from-json.ts';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { KEPT_S } from './answers.ts';
import type { Queue } from './connection.ts';
import { NAME } from './job-check.ts';
import { keys } from './names.ts';

const MOST_KEPT = 20_000;
const MOST_CHARS = 300;
const MOST_AT_ONCE = 500;

/** What a run's stream says: what an agent tells of a stack, or that it is through with it. */
export interface Happening {
  readonly stack: string;
  readonly progress: JobProgress | null;
}

/** Tells whoever watches the run. Never rejects: what is not told is no loss, because what counts is the answer. */
export async function tellOf(queue: Queue, run: string, { stack, progress }: Happening): Promise<void> {
  const key = keys.progress(run);
  const said =
    progress?.kind === 'note'
      ? { ...progress, line: firstChars(oneLine(progress.line), MOST_CHARS) }
      : progress;
  await queue.redis
    .pipeline()
    .xadd(key, 'MAXLEN', '~', MOST_KEPT, '*', 'stack', stack, 'progress', JSON.stringify(said))
    .expire(key, KEPT_S)
    .exec()
    .catch(() => undefined);
}

/** An entry that somebody put into the stream; undefined where it is not what agents put there. */
function happeningFrom(fields: readonly string[]): Happening | undefined {
  const [, stack = '', , text = ''] = fields;
  if (!NAME.test(stack) || text.length > 4 * MOST_CHARS) return undefined;
  const said = jsonIn(text);
  if (said === undefined) return undefined;
  if (said === null) return { stack, progress: null };
  const { kind, agent, probe, done, of, line } = said as Readonly<Record<string, unknown>>;
  if (typeof agent !== 'string' || !NAME.test(agent)) return undefined;
  if (kind === 'taken') return { stack, progress: { kind, agent } };
  if (kind === 'note' && typeof line === 'string')
    return { stack, progress: { kind, agent, line: oneLine(line) } };
  if (
    kind === 'probe' &&
    typeof probe === 'string' &&
    NAME.test(probe) &&
    Number.isInteger(done) &&
    Number.isInteger(of)
  )
    return { stack, progress: { kind, agent, probe, done: Number(done), of: Number(of) } };
  return undefined;
}

/** What was said since an entry, and the last entry that was looked at; waits `waitMs` for one where there is none. */
export async function happenedSince(
  reader: Redis,
  run: string,
  { since, waitMs }: { readonly since: string; readonly waitMs: number },
): Promise<{ readonly happenings: readonly Happening[]; readonly last: string }> {
  const streams = await reader.xread(
    ...(['COUNT', MOST_AT_ONCE, 'BLOCK', waitMs, 'STREAMS', keys.progress(run), since] as const),
  );
  const entries = streams?.[0]?.[1] ?? [];
  return {
    happenings: entries.flatMap(([, fields]) => happeningFrom(fields) ?? []),
    last: entries.at(-1)?.[0] ?? since,
  };
}
