import { createHash } from 'node:crypto';
import type { Archive } from '../../archive/archive.ts';
import type { RecordMaker, Records, Slip } from '../../archive/record.ts';
import type { Trend } from '../../domain/trend.ts';
import type { Scope } from '../../reporters/dashboard/addresses.ts';
import { trendOver } from '../trend-over.ts';
import { Refusal } from './refusal.ts';

/** As many drawings are kept. */
const MOST_KEPT = 64;

/** The reviews of a folder as a page is drawn of them: by their records, which are read through the index. */
export interface View {
  /** Changes with any review of the folder, also with one that was written anew. */
  readonly stamp: string;
  readonly slips: readonly Slip[];
  /** In the order of their names. */
  readonly targets: readonly string[];
  readonly corrupt: readonly string[];
  /** Oldest first. Throws a refusal where there is no such target. */
  of(target: string): readonly Slip[];
  /** How the figures of a target went over as many of its newest cycles as the scope says. */
  trend(target: string, last: Scope['last'], lines?: readonly string[]): Promise<Trend>;
  readonly records: Records;
}

export interface Shelf {
  look<Result>(draw: (view: View) => Promise<Result>): Promise<Result>;
  /** As {@link look}, once for each key and state of the folder. */
  once<Result>(key: string, draw: (view: View) => Promise<Result>): Promise<Result>;
}

function folderStamp({ slips, corrupt }: Records): string {
  const hash = createHash('sha1');
  for (const { row } of slips) hash.update(`${row.file} ${row.stamp}\n`);
  for (const { why } of corrupt) hash.update(why);
  return hash.digest('base64url').slice(0, 16);
}

function viewOf(records: Records): View {
  const { slips } = records;
  const of = (target: string): readonly Slip[] => {
    const found = slips.filter(({ row }) => row.target === target);
    if (found.length === 0) throw new Refusal(404, `${target}: no review is of a target of this name`);
    return found;
  };
  return {
    ...{ records, slips, of, stamp: folderStamp(records) },
    targets: [...new Set(slips.map(({ row }) => row.target))].sort(),
    corrupt: records.corrupt.map(({ why }) => why),
    trend: (target, last, lines) => {
      const own = of(target);
      return trendOver(records, own, Math.max(0, own.length - (last ?? own.length)), lines);
    },
  };
}

/** The shelf of an archive. A drawing is kept as long as no review of the folder is another. */
export function shelfOf(archive: Pick<Archive, 'records'>, maker: RecordMaker): Shelf {
  const kept = new Map<string, { readonly stamp: string; readonly drawn: unknown }>();
  async function look<Result>(draw: (view: View) => Promise<Result>): Promise<Result> {
    const records = await archive.records(maker);
    try {
      return await draw(viewOf(records));
    } finally {
      records.close();
    }
  }
  return {
    look,
    once: <Result>(key: string, draw: (view: View) => Promise<Result>) =>
      look(async (view) => {
        const before = kept.get(key);
        if (before?.stamp === view.stamp) return before.drawn as Result;
        const drawn = await draw(view);
        kept.delete(key);
        kept.set(key, { stamp: view.stamp, drawn });
        const [oldest] = kept.keys();
        if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
        return drawn;
      }),
  };
}
