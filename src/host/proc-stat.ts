/** The unit of times that Linux shows to programs: 1/100 s on every architecture. */
const TICKS_PER_S = 100;

/** What /proc/<pid>/stat tells of a process. */
export interface ProcStat {
  /** One letter; Z and X are dead. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** Processor seconds that it used, and those it started that are gone. */
  readonly usedS: number;
  /** Seconds since boot. */
  readonly startedS: number;
}

/** Reads /proc/<pid>/stat, in which the name of the process may hold anything; null when it is something else. */
export function readProcStat(stat: string): ProcStat | null {
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = rest[16];
  if (!state || group === undefined || ticks === undefined) return null;
  const used = rest.slice(8, 12).reduce((sum, each) => sum + Number(each), 0);
  return {
    state,
    parent: Number(parent),
    group: Number(group),
    usedS: used / TICKS_PER_S,
    startedS: Number(ticks) / TICKS_PER_S,
  };
}
