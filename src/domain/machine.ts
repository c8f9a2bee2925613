/** A process of this machine. */
export interface ProcessFacts {
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  /** Absolute path of the program that runs, as it was called: a virtual environment's own interpreter. */
  readonly program: string | null;
}

/** The source that a process was started with, held against a project. */
export interface Origin {
  /** Absolute. */
  readonly source: string;
  /** `copy`: the project has a file of its own of that name at the same place, and this is not it. */
  readonly place: 'project' | 'copy' | 'elsewhere';
}

/** A process as the table of all of them shows it. */
export interface ProcessUse {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** As it calls itself: any text, cut short by the system. */
  readonly name: string;
  /** Processor seconds that it used itself, and that those it started had used when they ended. */
  readonly ownS: number;
  readonly reapedS: number;
}

/** What the processor and the memory of a machine had done by one moment. */
export interface MachineLoad {
  /** Processor seconds since boot, over all cores together: worked (what a hypervisor took included), and in all. */
  readonly busyS: number;
  readonly totalS: number;
  /** Every process; null where the platform does not tell what each of them used. */
  readonly processes: readonly ProcessUse[] | null;
  /** Runnable processes, as a mean over the last minute. */
  readonly loadAverage: number;
  readonly availableMib: number;
  /** Pages moved to and from swap since boot; null where the platform does not tell. */
  readonly swappedPages: number | null;
}

export interface Machine {
  /** The process that ralph is. */
  readonly ownPid: number;
  /** Hostname-free facts: two reviews of one machine carry the same ones. */
  facts(): Promise<{
    readonly platform: string;
    readonly release: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryMib: number;
  }>;
  /** The process that listens on a local TCP port; null when none is found or the platform does not tell. */
  listener(port: number): Promise<ProcessFacts | null>;
  process(pid: number): Promise<ProcessFacts | null>;
  /** What a process runs, against the project in `folder`; null where that is not ours to see, or no source is named. */
  origin(pid: number, folder: string): Promise<Origin | null>;
  /** MiB of memory that are resident for a process and those it started; null when there is none with this id. */
  residentMib(pid: number): Promise<number | null>;
  /** A process, those it started, and its parents as far as they share its process group; empty without it. */
  relatives(pid: number): Promise<readonly number[]>;
  /** The processes of this machine whose TCP ports one of `pids` is connected to; null where one of them is not ours to see. */
  servers(pids: readonly number[]): Promise<readonly number[] | null>;
  load(): Promise<MachineLoad>;
}
