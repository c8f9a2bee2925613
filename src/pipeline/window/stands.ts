import { PASS_POINTS } from '../../domain/points.ts';
import type { CycleRecord } from '../../domain/record.ts';
import { same, type Text } from '../../domain/text.ts';
import type { Stand } from '../../domain/window.ts';
import { milestoneOf } from './milestone.ts';

/** Records oldest first; those from `from` on are in the window, one at least. */
export interface Seen {
  readonly records: readonly CycleRecord[];
  readonly from: number;
}

/** Whether something is wrong in a cycle, where `last` is the one before in which it was; null: the cycle cannot tell. */
type Ask = (record: CycleRecord, last: CycleRecord | undefined) => boolean | null;

interface Row {
  readonly members: CycleRecord[];
  /** Whether a cycle before it could tell, and was without. */
  readonly follows: boolean;
  gone: CycleRecord | null;
}

/** The rows of cycles in which something is wrong. */
function rowsOf(records: readonly CycleRecord[], ask: Ask): Row[] {
  const rows: Row[] = [];
  let current: Row | undefined;
  let isKnown = false;
  for (const record of records) {
    const wrong = ask(record, current?.members.at(-1));
    if (wrong === null) continue;
    if (wrong && current) current.members.push(record);
    else if (wrong) {
      current = { members: [record], follows: isKnown, gone: null };
      rows.push(current);
    } else if (current) {
      current.gone = record;
      current = undefined;
    }
    isKnown = true;
  }
  return rows;
}

function standOf(
  { members, follows, gone }: Row,
  what: Pick<Stand, 'kind' | 'id'> & { title(last: CycleRecord): Text },
  { records, from }: Seen,
): Stand | undefined {
  const [first] = members;
  const last = members.at(-1);
  const begins = records[from];
  if (!first || !last || !begins || (gone ?? last).cycle < begins.cycle) return undefined;
  return {
    kind: what.kind,
    id: what.id,
    title: what.title(last),
    first: milestoneOf(first),
    last: milestoneOf(last),
    cycles: members.length,
    standing: gone ? 'fixed' : last === records.at(-1) ? 'open' : 'unknown',
    gone: gone && milestoneOf(gone),
    durationMs: Math.max(0, Date.parse((gone ?? last).reviewedAt) - Date.parse(first.reviewedAt)),
    broke: follows && first.cycle >= begins.cycle,
  };
}

const pointsOf = ({ criteria }: CycleRecord, id: string): number | null =>
  criteria.find((criterion) => criterion.id === id)?.points ?? null;

const isFailing = (points: number | null): boolean => points !== null && points < PASS_POINTS;

/**
 * Whether a cycle shows a blocker gone that a review of others told last. What it cost there nobody knows, so all that it
 * may cost has to hold; of what is no finding of ralph it can show nothing.
 */
const isShownGone = (record: CycleRecord, explains: readonly string[] | undefined): boolean =>
  explains?.every((id) => (pointsOf(record, id) ?? 0) >= PASS_POINTS) ?? false;

/**
 * Whether silence about a blocker says that it is gone: a review that claims nothing says nothing, nor does one that did
 * not judge what the blocker costs, nor one in which all of that is as bad as before, because something else hides it.
 */
function isSilenceTelling(
  record: CycleRecord,
  last: CycleRecord,
  explains: readonly string[] | undefined,
): boolean {
  if (last.origin === 'imported' && record.origin !== 'imported') return isShownGone(record, explains);
  if (!explains) return true;
  const cost = explains.filter((id) => isFailing(pointsOf(last, id)));
  if (cost.length === 0 || record.criteria.length === 0) return true;
  return cost.some((id) => (pointsOf(record, id) ?? -1) > (pointsOf(last, id) ?? 0));
}

const hasBlocker =
  (id: string, explains: readonly string[] | undefined): Ask =>
  (record, last) => {
    if (record.blockers.some((blocker) => blocker.id === id)) return true;
    if (record.verdict === 'inconclusive') return null;
    return last === undefined || isSilenceTelling(record, last, explains) ? false : null;
  };

const failsAt =
  (id: string): Ask =>
  (record) => {
    const points = pointsOf(record, id);
    return points === null ? null : isFailing(points);
  };

/** Finding → the criteria that it may cost points of. */
export type Explains = ReadonlyMap<string, readonly string[]>;

/** What is known of ids beside what records say. */
export interface Names {
  readonly criteria: ReadonlyMap<string, Text>;
  readonly explains: Explains;
}

const idsOf = (records: readonly CycleRecord[], kind: 'blockers' | 'criteria'): string[] => [
  ...new Set(records.flatMap((record) => record[kind].map(({ id }) => id))),
];

const byCycle = (a: Stand, b: Stand): number => a.first.cycle - b.first.cycle;

/** The blockers that stood in the window, each from its first cycle, which may lie before, to the cycle without it. */
export function blockersOver(seen: Seen, explains: Explains): Stand[] {
  const { records } = seen;
  const stands = idsOf(records, 'blockers').flatMap((id) => {
    const title = (last: CycleRecord): Text =>
      same(last.blockers.find((blocker) => blocker.id === id)?.title ?? id);
    return rowsOf(records, hasBlocker(id, explains.get(id))).flatMap(
      (row) => standOf(row, { kind: 'blocker', id, title }, seen) ?? [],
    );
  });
  return stands.sort(byCycle);
}

/** What stood wrong in the window: blockers, then criteria under their pass mark. */
export function standsOf(seen: Seen, { criteria, explains }: Names): Stand[] {
  const { records } = seen;
  const failures = idsOf(records, 'criteria').flatMap((id) => {
    const title = (): Text => criteria.get(id) ?? same(id);
    return rowsOf(records, failsAt(id)).flatMap(
      (row) => standOf(row, { kind: 'criterion', id, title }, seen) ?? [],
    );
  });
  return [...blockersOver(seen, explains), ...failures.sort(byCycle)];
}
