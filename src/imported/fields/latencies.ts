import type { Field, Span } from '../../domain/imported.ts';
import type { Said } from '../said.ts';
import { durationsOf } from './durations-stated.ts';
import { spanOf } from './span.ts';
import type { Subject } from './subjects.ts';

/** How long the three took, as far as a review settles it, in milliseconds. */
export function latenciesOf(said: readonly Said[]): Readonly<Record<Subject, Field<Span>>> {
  const stated = said.flatMap((each) => durationsOf(each));
  const of = (subject: Subject): Field<Span> => spanOf(stated.filter((each) => each.subject === subject));
  return { llm: of('llm'), tts: of('tts'), e2e: of('e2e') };
}
