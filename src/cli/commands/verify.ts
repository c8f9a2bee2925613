import { openArchive } from '../../archive/open.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { oneLine } from '../../domain/printable.ts';
import { addressesOf } from '../../domain/target.ts';
import { localise, type Text } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import type { Verification } from '../../domain/verification.ts';
import { askAgain } from '../../pipeline/ask-again.ts';
import { openOf } from '../../pipeline/open.ts';
import { verify as verifyBy } from '../../pipeline/verify.ts';
import { verification } from '../../reporters/verification.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { languageOf } from '../language.ts';
import { measure } from '../measure.ts';
import { progress } from '../progress.ts';
import { type NamedReview, reviewNamed } from '../review-named.ts';
import { rules } from '../rules.ts';
import { judged } from '../saved.ts';
import { select } from '../selection.ts';
import { nameOf, REFERENCE, type Settings, settingsFor } from '../settings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { tracingOf } from '../tracing.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const CODES: Readonly<Record<Verification['outcome'], ExitCode>> = {
  clear: EXIT.passed,
  blocked: EXIT.failed,
  unclear: EXIT.inconclusive,
};

/**
 * What to ask. A review may come from anywhere, so of a review made without a config its address is taken, as from
 * `--target`, and nothing else: commands and keys stand in the config alone.
 */
async function settingsOf({ evidence }: NamedReview, given: Settings, flags: Flags, terminal: Terminal) {
  const isBare = given.config.file === null && flags.target === undefined && !flags.reference;
  if (!isBare || evidence.target.name === REFERENCE) return given;
  return settingsFor({ ...flags, target: evidence.target.url }, terminal);
}

/** Refuses to verify a review by another stack than the one it is of. */
function ensureSameTarget({ file, evidence }: NamedReview, settings: Settings): void {
  const { config, reference } = settings;
  const here = nameOf(settings);
  const there = evidence.target;
  if (here === there.name) return;
  const place = reference ? 'the bundled stack' : addressesOf(config.target);
  const flag = there.name === REFERENCE ? '--reference' : '--config with its config';
  throw new UsageError(
    `${file}: found a review of "${there.name}" (${addressesOf(there)}), expected one of "${here}" (${place}); name another review, or say ${flag}`,
  );
}

/** A stack may have moved since its review: the same name, asked where the config says it is. */
function sayIfMoved({ evidence }: NamedReview, { config }: Settings, say: (line: Text) => void): void {
  const [then, now] = [addressesOf(evidence.target), addressesOf(config.target)].map(oneLine);
  if (then !== now) say({ en: `the review was made at ${then}`, fr: `la revue avait été faite sur ${then}` });
}

/** What is known where nothing had to be asked. */
const nothingOf = (evidence: Evidence): Evidence => ({
  ...{ ...evidence, ralph: version },
  ...{ observedAt: new Date().toISOString(), observations: {} },
});

/** Asks again what a review found wrong, and says what still blocks. Writes nothing. */
export async function verify(
  which: string | undefined,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const given = await settingsFor(flags, terminal);
  await using archive = await openArchive(given.config.archive);
  const named = await reviewNamed(which, { cwd: terminal.cwd(), archive });
  const settings = await settingsOf(named, given, flags, terminal);
  const lang = languageOf(flags.lang, settings.config.lang ?? named.review.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  ensureSameTarget(named, settings);
  if (!settings.reference) sayIfMoved(named, settings, (line) => shown.say(line[lang]));
  const inDialect = await inItsDialect(settings, { say: (line) => shown.say(line[lang]), signal });
  const { file, review, evidence } = named;
  // All of that evidence is judged here: what breaks later is not its fault.
  const open = await judged(file, () => openOf(review, evidence, rules));
  await using tracing = await tracingOf('ralph verify', {
    ...{ settings: inDialect, terminal, signal, lang, say: shown.say },
  });
  const ask = (only: readonly string[]) =>
    measure(inDialect, {
      ...{ probes: select(rules.probes, { ...flags, only }), progress: shown, signal, tracing },
    });
  const fresh = (await askAgain(open, rules, evidence, ask)) ?? nothingOf(evidence);
  const strict = settings.config.failOn === 'attention';
  const found = verifyBy({ review, evidence, fresh, lang, strict }, rules);
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify(localise(found, lang), null, 2))}\n`
      : await verification(localise(found, lang), canvasOf(terminal, flags.color)),
  );
  return CODES[found.outcome];
}
