/** The unit of times that Linux shows to programs: 1/100 s on every architecture. */
const TICKS_PER_S = 100;

/** What /proc/<pid>/stat tells of a process. */
export interface ProcStat {
  /** One letter; Z and X are dead. */
  readonly state: string;
  readonly parent: number;
  readonly name: string;
  readonly group: number;
  /** Processor seconds that it used itself, and that those it started had used when they ended. */
  readonly ownS: number;
  readonly reapedS: number;
  /** Seconds since boot. */
  readonly startedS: number;
}

/** Reads /proc/<pid>/stat, in which the name of the process may hold anything; null when it is something else. */
export function readProcStat(stat: string): ProcStat | null {
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = rest[16];
  if (!state || group === undefined || ticks === undefined) return null;
  const [user, system, reapedUser, reapedSystem] = rest.slice(8, 12).map(Number);
  const seconds = (some = 0, more = 0): number => (some + more) / TICKS_PER_S;
  return {
    state,
    parent: Number(parent),
    name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
    group: Number(group),
    ownS: seconds(user, system),
    reapedS: seconds(reapedUser, reapedSystem),
    startedS: Number(ticks) / TICKS_PER_S,
  };
}
