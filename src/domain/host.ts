import type { Gpu } from './gpu.ts';
import type { Machine } from './machine.ts';

/** Time, so that tests can hold it still. */
export interface Clock {
  /** Monotonic milliseconds with a fraction; only differences mean something. */
  nowMs(): number;
  wallTime(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What a form carries: one file, and fields of text before it. */
export interface Form {
  readonly fields?: Readonly<Record<string, string>>;
  readonly file: {
    /** Of the field. */
    readonly name: string;
    /** Servers tell the format by its ending. */
    readonly filename: string;
    readonly type: string;
    readonly bytes: Uint8Array;
  };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form (multipart/form-data), in place of JSON. */
  readonly form?: Form;
  readonly timeoutMs: number;
  /** The body is cut off, and the exchange failed as `oversized`, beyond this. */
  readonly maxBytes: number;
  /** Whether the arrival of each piece of the body is noted. */
  readonly timeline?: boolean;
  /** Told of each piece of the body as it comes, with its time as in the timeline. */
  onPiece?(piece: Uint8Array, atMs: number): void;
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
      /** Of the body; of the head where there is no body. */
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
    /** Subprotocols that are offered, the best first. */
    readonly protocols?: readonly string[];
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  }): Promise<SocketOpening>;
}

/** Connections of plain TCP: what comes is `binary`, in whatever pieces the network makes. */
export interface TcpClient {
  open(request: {
    readonly host: string;
    readonly port: number;
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
  /** It counts as hanging when its standard output is still empty after this; absent: it may keep silent to the end. */
  readonly firstWordMs?: number;
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
  readonly tcp: TcpClient;
  readonly commands: Commands;
  readonly gpu: Gpu;
  readonly machine: Machine;
  readonly ownDelay: OwnDelay;
  readonly files: Files;
}
