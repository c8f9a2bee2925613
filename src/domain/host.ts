/** Time, so that tests can hold it still. */
export interface Clock {
  /** Monotonic milliseconds with a fraction; only differences mean something. */
  nowMs(): number;
  wallTime(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as the `file` of a form (multipart/form-data), in place of JSON. */
  readonly file?: Uint8Array;
  readonly timeoutMs: number;
  /** The body is cut off, and the exchange failed as `oversized`, beyond this. */
  readonly maxBytes: number;
  /** Whether the arrival of each piece of the body is noted. */
  readonly timeline?: boolean;
  readonly signal?: AbortSignal;
}

/** A piece of a body: when it came, counted as the other times of its exchange, and how long it is. */
export interface Arrival {
  readonly atMs: number;
  readonly bytes: number;
}

/** Why no whole answer came. */
export type TransportFailure =
  | 'refused'
  | 'unresolved'
  | 'timeout'
  | 'reset'
  | 'tls'
  | 'oversized'
  | 'protocol';

/** Times run from just before the request is written, on a connection that is already open. */
export type HttpExchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
      readonly firstByteMs: number;
      readonly totalMs: number;
      /** The pieces of the body in order, where a timeline was asked for; in a long one the last piece is all the rest. */
      readonly arrivals?: readonly Arrival[];
    }
  | {
      readonly kind: 'failed';
      readonly failure: TransportFailure;
      readonly message: string;
      /** Status and first bytes, where the answer had begun. */
      readonly status?: number;
      readonly excerpt?: string;
      readonly afterMs: number;
    };

/** Never follows a redirect, never throws for what a server does; rejects only when `signal` aborts. */
export interface HttpClient {
  exchange(request: HttpRequest): Promise<HttpExchange>;
}

export type SocketEvent =
  | { readonly kind: 'text'; readonly text: string; readonly atMs: number }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array; readonly atMs: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string; readonly atMs: number }
  | { readonly kind: 'silence'; readonly afterMs: number };

/** An open WebSocket; frames wait in order until they are asked for. */
export interface Socket {
  /** Sends text or bytes; returns the monotonic time just before the frame was written. */
  send(frame: string | Uint8Array): number;
  /** The next frame, the close, or `silence` after `timeoutMs`. */
  next(timeoutMs: number): Promise<SocketEvent>;
  close(): Promise<void>;
}

export type SocketOpening =
  | { readonly kind: 'open'; readonly connectMs: number; readonly socket: Socket }
  | {
      readonly kind: 'failed';
      readonly failure: TransportFailure | 'rejected';
      /** HTTP status of a rejected upgrade. */
      readonly status?: number;
      readonly message: string;
      readonly afterMs: number;
    };

export interface SocketClient {
  open(request: {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  }): Promise<SocketOpening>;
}

export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed; absent: standard input is empty. */
  readonly input?: string;
  readonly timeoutMs: number;
  /** Of each stream the first and last halves of this many bytes are kept. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal;
}

interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly truncated: boolean;
}

export type CommandOutcome =
  | ({ readonly kind: 'exited'; readonly code: number } & CommandOutput)
  | ({ readonly kind: 'signalled'; readonly signal: string } & CommandOutput)
  | ({ readonly kind: 'timed-out' } & CommandOutput)
  | {
      readonly kind: 'not-started';
      readonly reason: 'not-found' | 'not-executable' | 'no-folder';
      readonly message: string;
    };

/** A command that goes on until it is stopped. */
export interface FollowedCommand {
  /** Ends the whole process group and resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when it ends by itself or by `stop`. */
  readonly ended: Promise<void>;
}

/** Runs without a shell, in a process group of its own that a deadline or an abort kills whole. */
export interface Commands {
  /** Rejects only when `signal` aborts, after the group is gone. */
  run(command: Command): Promise<CommandOutcome>;
  follow(
    command: Omit<Command, 'timeoutMs' | 'maxOutputBytes'>,
    onLine: (line: string) => void,
  ): FollowedCommand;
}

export interface GpuDevice {
  readonly index: number;
  readonly name: string;
  readonly memoryTotalMib: number | null;
  readonly memoryUsedMib: number | null;
  readonly utilisationPct: number | null;
  readonly temperatureC: number | null;
  readonly powerW: number | null;
}

export interface GpuProcess {
  readonly pid: number;
  readonly name: string;
  readonly memoryMib: number | null;
}

export interface GpuSnapshot {
  readonly driver: string | null;
  readonly cuda: string | null;
  readonly devices: readonly GpuDevice[];
  readonly processes: readonly GpuProcess[];
}

export type GpuAnswer =
  | { readonly kind: 'seen'; readonly snapshot: GpuSnapshot }
  /** No nvidia-smi on this machine: nothing to ask. */
  | { readonly kind: 'absent' }
  /** nvidia-smi is there and does not work: hangs, cannot reach its driver, prints nonsense. */
  | { readonly kind: 'broken'; readonly how: 'hangs' | 'fails'; readonly message: string };

/** One device at one moment of the monotonic clock. */
export interface GpuSample {
  readonly atMs: number;
  readonly index: number;
  readonly utilisationPct: number | null;
  readonly memoryUsedMib: number | null;
  /** This and what follows is absent where the driver knows no such field, and in older evidence. */
  readonly temperatureC?: number | null;
  readonly powerW?: number | null;
  /** Clock of the multiprocessors. */
  readonly clockMhz?: number | null;
  /** What holds the clocks back: the bit mask that `domain/throttle.ts` reads. */
  readonly limits?: number | null;
}

export interface Gpu {
  snapshot(signal?: AbortSignal): Promise<GpuAnswer>;
  /** Samples until the returned function is called, which resolves with what was seen. */
  sample(intervalMs: number): () => Promise<readonly GpuSample[]>;
}

/** A process of this machine. */
export interface ProcessFacts {
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  /** Absolute path of the program that runs, as it was called: a virtual environment's own interpreter. */
  readonly program: string | null;
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
  /** MiB of memory that are resident for a process and those it started; null when there is none with this id. */
  residentMib(pid: number): Promise<number | null>;
  /** A process, those it started, and its parents as far as they share its process group; empty without it. */
  relatives(pid: number): Promise<readonly number[]>;
  /** The processes of this machine whose TCP ports one of `pids` is connected to; null where one of them is not ours to see. */
  servers(pids: readonly number[]): Promise<readonly number[] | null>;
  load(): Promise<MachineLoad>;
}

/** ralph's own hand on the stop-watch. */
export interface OwnDelay {
  /** How late, in ms, timers of this process fired while it waited for an answer; since the last call. */
  take(): readonly number[];
}

export interface Files {
  /** Undefined when there is no such file; throws when it cannot be read or is larger than `maxBytes`. */
  read(path: string, maxBytes: number): Promise<string | undefined>;
  /** A private folder for one probe; `remove` deletes it with all that is in it. */
  temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }>;
}

/** Every side effect that observing may have. */
export interface Host {
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly sockets: SocketClient;
  readonly commands: Commands;
  readonly gpu: Gpu;
  readonly machine: Machine;
  readonly ownDelay: OwnDelay;
  readonly files: Files;
}
