import { secretsIn } from '../domain/secrets/environment.ts';
import { knownSecrets } from '../domain/secrets/known.ts';
import type { Process, Terminal } from './terminal.ts';

/** A process on whose streams no secret is shown. What is written at once is whole lines, or a whole document. */
export function guarded(process: Process): Terminal {
  const secrets = knownSecrets(secretsIn(process.env));
  const { argv, env, stdout, stderr } = process;
  return {
    ...{ argv, env, secrets },
    cwd: () => process.cwd(),
    get stdin() {
      return process.stdin;
    },
    stdout: {
      isTTY: stdout.isTTY === true,
      get columns() {
        return stdout.columns;
      },
      write: (text) => stdout.write(secrets.mask(text)),
    },
    stderr: {
      isTTY: stderr.isTTY === true,
      get columns() {
        return stderr.columns;
      },
      get rows() {
        return stderr.rows;
      },
      on: (event, listener) => stderr.on?.(event, listener),
      off: (event, listener) => stderr.off?.(event, listener),
      write: (text) => stderr.write(secrets.mask(text)),
    },
  };
}
