import type { Archive } from '../../archive/archive.ts';
import type { CycleRecord } from '../../domain/record.ts';
import type { Review, Verdict } from '../../domain/review.ts';
import { services } from '../../reporters/notices/services.ts';
import { COLON } from '../../reporters/words.ts';
import type { Flags } from '../flags.ts';
import { allOf } from '../history.ts';
import type { Terminal } from '../terminal.ts';
import type { Destination } from './destinations.ts';
import { post } from './post.ts';
import { runPage } from './run-page.ts';

/** The verdict of the review before this one, of its target and branch; null: there is none. `past`: newest first, itself among them. */
export function verdictBefore(
  { cycle, target }: Pick<Review, 'cycle' | 'target'>,
  past: readonly Pick<CycleRecord, 'cycle' | 'target' | 'branch' | 'verdict'>[],
): Verdict | null {
  const own = past.filter((each) => each.target === target.name);
  const branch = own.find((each) => each.cycle === cycle)?.branch ?? null;
  const before = own.find((each) => each.cycle < cycle && each.branch === branch && each.verdict !== null);
  return before?.verdict ?? null;
}

const WORDS = {
  en: {
    told: (who: string) => `told ${who}`,
    failed: (who: string) => `could not tell ${who}`,
    unset: 'it is not set, or holds no address of http or https',
  },
  fr: {
    told: (who: string) => `${who} prévenu`,
    failed: (who: string) => `${who} n’a pas pu être prévenu`,
    unset: 'elle n’est pas définie, ou ne contient pas d’adresse http ou https',
  },
} as const;

interface Telling {
  readonly flags: Flags;
  readonly archive: Archive;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/**
 * Tells whoever wants to be told, all at once and in bounded time, of a verdict that differs from the one before, or of any where that was
 * asked for. What goes wrong is said on stderr and changes nothing: never throws.
 */
export async function notify(
  review: Review,
  destinations: readonly Destination[],
  { flags, archive, terminal, signal, say }: Telling,
): Promise<void> {
  if (destinations.length === 0) return;
  // Where nobody can say what was before, whoever wants to know of a change is told rather than not.
  const { past } = await allOf(archive, review.cycle + 1).catch(() => ({ past: [] }));
  const before = verdictBefore(review, past);
  if (flags.notifyOn !== 'always' && before === review.verdict) return;
  const words = WORDS[review.lang];
  const notice = { review, before, page: runPage(terminal.env) };
  const tell = async ({ service, variable, url }: Destination): Promise<void> => {
    const who = `${service} (${variable})`;
    const json = terminal.secrets.mask(JSON.stringify(services[service](notice)));
    const wrong = url ? await post(url, json, signal) : words.unset;
    if (wrong === undefined) say(words.told(who));
    else terminal.stderr.write(`${words.failed(who)}${COLON[review.lang]}${wrong}\n`);
  };
  await Promise.all(destinations.map(tell));
}
