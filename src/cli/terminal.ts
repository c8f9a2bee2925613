import type { Canvas } from '../domain/reporter.ts';
import type { Secrets } from '../domain/secrets/known.ts';
import type { Screen } from './live/panel.ts';

interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Where progress is shown; a terminal knows its size, and tells when it changes. */
interface Shown extends Output {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
}

/** The parts of `process` that a command uses, so that tests can stand in for it. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output & { readonly columns?: number | undefined };
  readonly stderr: Shown;
  /** Where a person types, if anybody does; first looked at when something is to be asked. */
  readonly stdin?: (NodeJS.ReadableStream & { readonly isTTY?: boolean }) | undefined;
  /** What is masked in all that is shown and written; whoever comes to know a secret has it learned. */
  readonly secrets: Secrets;
  cwd(): string;
}

/** `process` as the command line is run in it. */
export interface Process extends Omit<Terminal, 'secrets' | 'stdout'> {
  readonly stdout: Terminal['stdout'] & { on?(event: 'error', listener: (error: Error) => void): unknown };
  exitCode?: string | number | null | undefined;
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): never;
}

const PLAIN_COLUMNS = 100;

const USUAL_SIZE = { columns: 80, rows: 24 };

/** The terminal behind stderr, as it is drawn on. One that says it has no columns does not know. */
export const screenOf = ({ stderr }: Pick<Terminal, 'stderr'>): Screen => ({
  write: (text) => void stderr.write(text),
  size: () => ({
    columns: stderr.columns || USUAL_SIZE.columns,
    rows: stderr.rows || USUAL_SIZE.rows,
  }),
  onResize: (listener) => {
    stderr.on?.('resize', listener);
    return () => void stderr.off?.('resize', listener);
  },
});

/** Colours only where a person looks: not in a pipe, not against NO_COLOR (no-color.org), not with --no-color. */
export function canvasOf({ stdout, env }: Terminal, colorFlag: boolean): Canvas {
  const wanted = colorFlag && !env.NO_COLOR && env.TERM !== 'dumb';
  // As POSIX names it, for those whose output goes elsewhere.
  const said = /^\d{1,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : 0;
  const isTTY = stdout.isTTY === true;
  return { color: wanted && isTTY, columns: stdout.columns ?? (said || PLAIN_COLUMNS), breaks: isTTY };
}
