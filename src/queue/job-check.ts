import type { ObserveJob } from '../domain/fleet-job.ts';
import { oneLine } from '../domain/printable.ts';
import type { Text } from '../domain/text.ts';

export const RUN = /^[0-9a-f]{32}$/;
/** A name for people, on one line: of a stack, an agent, a fleet. */
export const NAME = /^(?=\S)[^\p{Cc}\p{Cs}\p{Bidi_Control}]{1,80}$/u;
const PROBE = /^[a-z][a-z0-9_-]{0,39}$/;
const MOST_PROBES = 64;
const MOST_SAMPLES = 1_000;

const SCHEMA: ObserveJob['schema'] = 'ralph/observe-job@1';
const OTHER_RELEASE = /^ralph\/observe-job@(?!1$)\d{1,4}$/;
const OF_ANOTHER_RELEASE: Text = {
  en: 'the job is of another release of ralph; expected the same one here as where the fleet is reviewed',
  fr: 'la tâche vient d’une autre version de ralph ; attendu : la même ici que là où la flotte est revue',
};

/** One sentence of what is wrong with a field; undefined: nothing. */
type Check = (value: unknown) => string | undefined;

const matches =
  (pattern: RegExp, expected: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : expected;

const FIELDS: Readonly<Record<keyof ObserveJob, Check>> = {
  schema: (value) => (value === SCHEMA ? undefined : SCHEMA),
  run: matches(RUN, '32 hexadecimal digits'),
  stack: matches(NAME, 'a name of 1 to 80 characters'),
  probes: (value) =>
    value === null ||
    (Array.isArray(value) &&
      value.length <= MOST_PROBES &&
      value.every((id) => typeof id === 'string' && PROBE.test(id)))
      ? undefined
      : `null, or at most ${MOST_PROBES} ids of probes`,
  samples: (value) =>
    value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_SAMPLES)
      ? undefined
      : `null, or a whole number from 1 to ${MOST_SAMPLES}`,
};

const FIELD_NAMES = Object.keys(FIELDS);

/** A word of somebody else, as far as it is shown. */
const shown = (word: string): string => {
  const line = oneLine(word.slice(0, 80));
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

const misfit = (found: string, expected: string): { readonly why: Text } => ({
  why: {
    en: `found ${found}, expected ${expected}`,
    fr: `trouvé : ${found} ; attendu : ${expected}`,
  },
});

/** Whom an answer is for, as far as a job that is none says it. */
export interface Sender {
  readonly run: string;
  readonly stack: string;
}

const told = (value: unknown, check: Check): string =>
  typeof value === 'string' && check(value) === undefined ? value : '';

/**
 * What lies in the queue as a job, held to exactly what a job is: no field more, no value outside its bounds. So nothing
 * of it can name a command, a path or an address: there is no place for them.
 */
export function jobFrom(data: unknown): { readonly job: ObserveJob } | (Sender & { readonly why: Text }) {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { run: '', stack: '', ...misfit('no object', 'a job') };
  const fields = new Map<string, unknown>(Object.entries(data));
  const sender = {
    run: told(fields.get('run'), FIELDS.run),
    stack: told(fields.get('stack'), FIELDS.stack),
  };
  // It may have other fields, too.
  if (OTHER_RELEASE.test(String(fields.get('schema')))) return { ...sender, why: OF_ANOTHER_RELEASE };
  const strange = [...fields.keys()].find((name) => !Object.hasOwn(FIELDS, name));
  if (strange !== undefined)
    return { ...sender, ...misfit(`the field "${shown(strange)}"`, `only ${FIELD_NAMES.join(', ')}`) };
  for (const [name, check] of Object.entries(FIELDS)) {
    const expected = check(fields.get(name));
    if (expected !== undefined) return { ...sender, ...misfit(`another ${name}`, expected) };
  }
  return { job: Object.fromEntries(fields) as unknown as ObserveJob };
}
