/** What must answer before the stack counts as ready. */
export type Service = 'llm' | 'tts' | 'stt' | 'database';

/** A command of the target's own, run without a shell. */
export interface Task {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly folder: string;
  readonly timeoutMs: number;
}

/** The stack under review, as evidence and reviews may know it: nothing secret in it. */
export interface Target {
  readonly name: string;
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly dialect: string;
  /** Route → path, where they differ from the dialect's own. */
  readonly paths: Readonly<Record<string, string>>;
  /** The project's root: absolute, or null when the target is only a URL. */
  readonly folder: string | null;
  readonly tests: Task | null;
  readonly build: Task | null;
  /** The interpreter the stack runs on; null lets ralph read it off the running process. */
  readonly python: string | null;
  /** Requirements file, absolute. */
  readonly requirements: string | null;
  /** `auto`: judged where there is an NVIDIA GPU; `required`: its absence fails; `ignore`: never judged. */
  readonly gpu: 'auto' | 'required' | 'ignore';
  /** How a chat turn delivers speech by design: in the answer, or from a route of its own. */
  readonly audio: 'inline' | 'separate';
  readonly requires: readonly Service[];
  /** The process that serves, where ralph started it itself. */
  readonly pid: number | null;
}
