import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf } from '../archive/archive-error.ts';
import { openQueue, type Queue } from '../queue/connection.ts';
import { addressOf, placeOf } from '../queue/place.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What is known of a queue before it is opened. */
export interface QueueAsked {
  readonly url: string;
  readonly password: string | null;
  /** Absolute, or relative to the working folder. */
  readonly caFile: string | null;
  /** What is shown to the server, and its private key; absent: what the environment names. */
  readonly certFile?: string | null;
  readonly keyFile?: string | null;
}

const PASSWORD = 'RALPH_QUEUE_PASSWORD';
/** Files in PEM: who signed the server's certificate, and the certificate and key of who comes, where it asks for them. */
const FILES = { ca: 'RALPH_QUEUE_CA', cert: 'RALPH_QUEUE_CERT', key: 'RALPH_QUEUE_KEY' } as const;

async function pem(file: string | undefined, named: string, cwd: string): Promise<string | undefined> {
  if (!file) return undefined;
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`${named}: ${file} cannot be read (${codeOf(error)}), expected a file in PEM`);
  }
}

/**
 * Opens the queue of an agent or a fleet; its password is masked from then on. Throws QueueError, and UsageError where a
 * file cannot be read.
 */
export async function queueFrom(asked: QueueAsked, terminal: Terminal): Promise<Queue> {
  const { env, secrets } = terminal;
  const cwd = terminal.cwd();
  const password = asked.password ?? (env[PASSWORD] || undefined);
  const address = addressOf(asked.url);
  const written = new URL(asked.url).password;
  secrets.learn([password, address.password, written].flatMap((each) => each || []));
  const [ca, cert, key] = await Promise.all([
    pem(asked.caFile ?? env[FILES.ca], FILES.ca, cwd),
    pem(asked.certFile ?? env[FILES.cert], FILES.cert, cwd),
    pem(asked.keyFile ?? env[FILES.key], FILES.key, cwd),
  ]);
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError(
      `the certificate for ${placeOf(address)}: found ${cert === undefined ? 'a key without it' : 'it without its key'}, expected queue_cert and queue_key, or ${FILES.cert} and ${FILES.key}`,
    );
  return openQueue({ url: asked.url, password, ca, cert, key });
}
