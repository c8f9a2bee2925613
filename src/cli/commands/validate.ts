import { randomUUID } from 'node:crypto';
import { httpUrl } from '../../config/base-url.ts';
import { checks } from '../../contract/checks.ts';
import { createAsk } from '../../contract/questioner.ts';
import { table } from '../../contract/table.ts';
import { type Gate, gateOf, type Validation, validate as validateWith } from '../../contract/validation.ts';
import { type Lang, localise } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { createHost } from '../../host/host.ts';
import { redact } from '../../pipeline/redact.ts';
import { apiKeyFrom } from '../api-key.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { languageOf } from '../language.ts';
import { startReference } from '../reference-stack.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface ValidateFlags {
  readonly target?: string;
  readonly apiKeyEnv?: string;
  readonly lang?: Lang;
  readonly json?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

const CODES: Readonly<Record<Gate, ExitCode>> = {
  open: EXIT.passed,
  closed: EXIT.failed,
  unproven: EXIT.inconclusive,
};

/** The stack to ask: one that runs somewhere, or the bundled one, locked with a key of its own, which `stop` ends. */
async function stackOf({ target, apiKeyEnv }: ValidateFlags, terminal: Terminal) {
  if (target !== undefined) {
    const url = httpUrl.read(target);
    const apiKey = apiKeyFrom('--api-key-env', apiKeyEnv, terminal);
    if ('value' in url) return { url: url.value, apiKey, stop: async () => {} };
    throw new UsageError(
      `--target: found ${url.secret ? 'a secret' : `"${target}"`}, expected ${url.expected}`,
    );
  }
  if (apiKeyEnv === undefined) {
    const apiKey = randomUUID();
    terminal.secrets.learn([apiKey]);
    return { ...(await startReference(apiKey)), apiKey };
  }
  throw new UsageError('--api-key-env: found it alone, expected --target with the stack that the key opens');
}

/** Checks a stack against the wire contract, route by route, and says where it differs. */
export async function validate(
  flags: ValidateFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const lang = languageOf(flags.lang, undefined, terminal.env);
  const { url, apiKey, stop } = await stackOf(flags, terminal);
  const { host, close } = createHost();
  let found: Validation;
  try {
    const ask = createAsk({ host, url, apiKey, signal });
    found = redact(await validateWith(url, checks, ask), terminal.secrets.values);
  } finally {
    await Promise.all([close(), stop()]);
  }
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify(localise(found, lang), null, 2))}\n`
      : await table(found, lang, canvasOf(terminal, flags.color)),
  );
  return CODES[gateOf(found)];
}
