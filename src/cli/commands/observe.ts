import { resolve } from 'node:path';
import { saveEvidence } from '../../archive/evidence-file.ts';
import { seen } from '../../domain/unseen.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { languageOf } from '../language.ts';
import { measure } from '../measure.ts';
import { progress } from '../progress.ts';
import { rules } from '../rules.ts';
import { select } from '../selection.ts';
import { settingsFor } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { tracingOf } from '../tracing.ts';
import { ensureFile } from '../writable.ts';

/** Measures and saves the evidence, to a file or to stdout; judges nothing, and keeps nothing on the way. */
export async function observe(flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const given = await settingsFor(flags, terminal);
  const lang = languageOf(flags.lang, given.config.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const file = flags.output === undefined ? undefined : resolve(terminal.cwd(), flags.output);
  if (file !== undefined) await ensureFile('--output', file);
  const settings = await inItsDialect(given, { say: (line) => shown.say(line[lang]), signal });
  const probes = select(rules.probes, flags);
  await using tracing = await tracingOf('ralph observe', {
    settings,
    terminal,
    signal,
    lang,
    say: shown.say,
  });
  const evidence = await measure(settings, { probes, progress: shown, signal, tracing });
  if (file === undefined) {
    terminal.stdout.write(`${seen(JSON.stringify(evidence, null, 2))}\n`);
  } else {
    await saveEvidence(file, evidence);
    shown.tell({ en: `evidence saved: ${file}`, fr: `preuves gardées : ${file}` });
  }
  return EXIT.passed;
}
