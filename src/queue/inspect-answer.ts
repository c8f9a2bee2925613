import type { Evidence } from '../domain/evidence.ts';
import type { AnswerBody, SignedAnswer } from '../domain/fleet-job.ts';
import { jsonIn } from '../domain/from-json.ts';
import { oneLine } from '../domain/printable.ts';
import { NAME } from './job-check.ts';

/** The evidence that a value is, or in what it is none. */
export type InspectEvidence = (value: unknown) => Evidence | { readonly lack: string };

const MOST_CHARS = 2_000;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const sentence = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? oneLine(value.slice(0, MOST_CHARS)) : undefined;

const OTHER_RELEASE = /^ralph\/answer@(?!1$)\d{1,4}$/;

/** A text as an answer in the queue; undefined where it is none, null where it is one of another release of ralph. */
export function signedFrom(text: string): SignedAnswer | null | undefined {
  const { schema, agent, key, body, signature } = fieldsOf(jsonIn(text)) ?? {};
  if (typeof schema === 'string' && OTHER_RELEASE.test(schema)) return null;
  return schema === 'ralph/answer@1' &&
    typeof agent === 'string' &&
    NAME.test(agent) &&
    typeof key === 'string' &&
    typeof body === 'string' &&
    typeof signature === 'string'
    ? { schema, agent, key, body, signature }
    : undefined;
}

/** What an agent said, with its texts on one line and bounded. */
export function bodyFrom(value: unknown, inspect: InspectEvidence): AnswerBody | { readonly lack: string } {
  const { kind, why, evidence } = fieldsOf(value) ?? {};
  if (kind === 'observed') {
    const found = inspect(evidence);
    return 'lack' in found ? { lack: found.lack } : { kind, evidence: found };
  }
  if (kind === 'broken') {
    const said = sentence(why);
    return said === undefined ? { lack: 'no reason' } : { kind, why: said };
  }
  if (kind === 'refused') {
    const { en, fr } = fieldsOf(why) ?? {};
    const [english, french] = [sentence(en), sentence(fr)];
    if (english === undefined || french === undefined) return { lack: 'no reason' };
    return { kind, why: { en: english, fr: french } };
  }
  return { lack: 'neither evidence, nor why there is none' };
}
