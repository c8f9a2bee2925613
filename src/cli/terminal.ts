import type { Canvas } from '../domain/reporter.ts';

/** The parts of `process` that the CLI uses, so that tests can stand in for it. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
    on?(event: 'error', listener: (error: Error) => void): unknown;
  };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  cwd(): string;
  exitCode?: string | number | null | undefined;
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

const PLAIN_COLUMNS = 100;

/** Colours only where a person looks: not in a pipe, not against NO_COLOR (no-color.org), not with --no-color. */
export function canvasOf({ stdout, env }: Terminal, colorFlag: boolean): Canvas {
  const wanted = colorFlag && !env.NO_COLOR && env.TERM !== 'dumb';
  return { color: wanted && stdout.isTTY === true, columns: stdout.columns ?? PLAIN_COLUMNS };
}
