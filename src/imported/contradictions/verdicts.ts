import type { Contradiction } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { fold } from '../fold.ts';
import { blockersOf, isNone } from '../words/lists.ts';
import { scoresStated } from '../words/score.ts';
import { verdictIn, verdictsStated } from '../words/verdict.ts';

/** Verdicts behind a score: "31/50 - WARNING (74%)". */
const behindScores = (document: Document) =>
  scoresStated(document).flatMap(({ line, text }) => {
    const said = /\s[-–]\s*([a-z][a-z ]{1,40})/.exec(fold(text))?.[1] ?? '';
    const value = verdictIn(said);
    return value ? [{ value, line }] : [];
  });

/** The first verdict against every other that differs from it. */
export function verdicts(document: Document): readonly Contradiction[] {
  const [first, ...others] = [...verdictsStated(document), ...behindScores(document)];
  if (!first) return [];
  return others.flatMap(({ value, line }) =>
    value === first.value
      ? []
      : [
          {
            kind: 'verdict' as const,
            lines: [first.line, line],
            what: {
              en: `the verdict is "${first.value}", and "${value}"`,
              fr: `le verdict est « ${first.value} », et « ${value} »`,
            },
          },
        ],
  );
}

/** A verdict against the list of what blocks. */
export function blocked(document: Document): readonly Contradiction[] {
  const [verdict] = verdictsStated(document);
  const { value, where } = blockersOf(document);
  if (!verdict || value === null || where === null) return [];
  const open = value.filter((item) => !isNone(item)).length;
  const lines = [verdict.line, where];
  const denies = verdict.value === 'blocked' ? open === 0 : verdict.value === 'ok' && open > 0;
  const what = {
    en: `the verdict is "${verdict.value}", and the front matter lists ${open} blockers`,
    fr: `le verdict est « ${verdict.value} », et l’en-tête liste ${open} blocages`,
  };
  return denies ? [{ kind: 'verdict', lines, what }] : [];
}

const COUNT = /\b(\d{1,2}) (?:blocages?|bloquants?|blockers?)\b/;

/** "2 BLOCAGES" in the sentence of the verdict, against the list of what blocks. */
export function counts(document: Document): readonly Contradiction[] {
  const { value, where } = blockersOf(document);
  if (value === null || where === null) return [];
  const listed = value.filter((item) => !isNone(item)).length;
  const [said] = verdictsStated(document).flatMap(({ line, text }) => {
    const count = COUNT.exec(fold(text))?.[1];
    return count === undefined || Number(count) === listed ? [] : [{ line, count }];
  });
  if (!said) return [];
  const what = {
    en: `the verdict counts ${said.count} blockers, the front matter lists ${listed}`,
    fr: `le verdict compte ${said.count} blocages, l’en-tête en liste ${listed}`,
  };
  return [{ kind: 'count', lines: [said.line, where], what }];
}
