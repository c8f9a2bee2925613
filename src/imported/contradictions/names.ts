import type { Contradiction } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { commitOf, commitsInBody } from '../words/commit.ts';
import { numbersStated } from '../words/title.ts';

/** The title against every other place that says which cycle or sprint it is, each different one once. */
export function numbers(document: Document): readonly Contradiction[] {
  const [first, ...others] = numbersStated(document);
  if (!first) return [];
  const named = ({ kind, number }: typeof first.value): string => `${kind} ${number}`;
  const told = new Set([named(first.value)]);
  return others.flatMap(({ value, line }) => {
    // Some count sprints by cycles and cycles by sprints; only the same kind can contradict.
    if (value.kind !== first.value.kind || told.has(named(value))) return [];
    told.add(named(value));
    const what = {
      en: `it is ${named(first.value)}, and ${named(value)}`,
      fr: `c’est ${named(first.value)}, et ${named(value)}`,
    };
    return [{ kind: 'number' as const, lines: [first.line, line], what }];
  });
}

/** The commit of the front matter against that of the body: the shorter must begin the longer. */
export function commits(document: Document): readonly Contradiction[] {
  const { value, where } = commitOf(document);
  if (value === null || where === null) return [];
  const own = value.toLowerCase();
  return commitsInBody(document).flatMap(({ value: other, line }) => {
    if (own.startsWith(other) || other.startsWith(own)) return [];
    const what = { en: `the commit is ${value}, and ${other}`, fr: `le commit est ${value}, et ${other}` };
    return [{ kind: 'commit' as const, lines: [where, line], what }];
  });
}
