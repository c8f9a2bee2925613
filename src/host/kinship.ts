/** What of a process tells who started it, and what it used. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Processor seconds that it used, and those it started that are gone. */
  readonly usedS: number;
}

/** Its parents, nearest first; a table that was read while processes came and went may hold a circle. */
function ancestorsOf({ pid, parent }: Process, table: ReadonlyMap<number, Process>): Process[] {
  const found: Process[] = [];
  const met = new Set([pid]);
  for (let next = table.get(parent); next && !met.has(next.pid); next = table.get(next.parent)) {
    met.add(next.pid);
    found.push(next);
  }
  return found;
}

const tableOf = (processes: readonly Process[]): ReadonlyMap<number, Process> =>
  new Map(processes.map((process) => [process.pid, process]));

/** A process, all it started, and its parents as far as they share its group: a shell or a supervisor does not. */
export function relativesOf(pid: number, processes: readonly Process[]): number[] {
  const table = tableOf(processes);
  const self = table.get(pid);
  if (!self) return [];
  const above = ancestorsOf(self, table);
  const beyond = above.findIndex(({ group }) => group !== self.group);
  const parents = beyond === -1 ? above : above.slice(0, beyond);
  const started = processes.filter((each) => ancestorsOf(each, table).includes(self));
  return [...parents, self, ...started].map((each) => each.pid);
}

/** Processor seconds of each of `pids` with all it started; whoever descends from two of them counts for the nearer. */
export function secondsOf(pids: readonly number[], processes: readonly Process[]): (number | null)[] {
  const table = tableOf(processes);
  const usedS = new Map<number, number>();
  for (const each of processes) {
    const root = [each, ...ancestorsOf(each, table)].find(({ pid }) => pids.includes(pid));
    if (root) usedS.set(root.pid, (usedS.get(root.pid) ?? 0) + each.usedS);
  }
  return pids.map((pid) => usedS.get(pid) ?? null);
}
