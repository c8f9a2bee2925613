import type { Field, Stated } from '../../domain/imported.ts';
import type { Verdict } from '../../domain/review.ts';
import type { Document, Line } from '../document.ts';
import { fold } from '../fold.ts';
import { entryOf, unquoted } from '../front.ts';
import { SILENT, settle } from '../settle.ts';
import { HEAD } from './title.ts';

/** The first words of a status and the verdict they are; those of a part of the stack are none. */
const WORDS: readonly (readonly [Verdict, RegExp])[] = [
  [
    'blocked',
    /^(?:blocages?|bloquee?s?|bloquante?|blocked|blocking|critical failure|build fail(?:ure|ed)|echec (?:critique|total))\b/,
  ],
  ['attention', /^(?:attention|alerte?|warning|avertissement)\b/],
  ['ok', /^(?:ok|pass(?:ed)?|excellente?|perfect|parfait|success|succes)\b/],
  ['inconclusive', /^(?:inconclusive|non concluant)\b/],
];

const BLOCKING = /\b(?:blocages?|bloquee?s?|blocked|blockers?|critical|critique)\b/;

/** The verdict that a folded status opens with; undefined where it says none, or takes back what it says. */
export function verdictIn(folded: string): Verdict | undefined {
  const said = folded.replace(HEAD, '').replace(/^[^a-z]+/, '');
  const found = WORDS.find(([, words]) => words.test(said))?.[0];
  return found === 'ok' && BLOCKING.test(said) ? undefined : found;
}

const STATUS = /^(?:status|statut)\s*:\s*(.+)$/;
const VERDICT = /^verdict(?: final| revise)?\s*:?\s*(.*)$/;

const stated = (line: Line, said: string): readonly Stated<Verdict>[] => {
  const value = verdictIn(said);
  return value ? [{ value, line: line.number, text: line.text.trim() }] : [];
};

/** "STATUS: …" as a heading, in bold, or at the foot. Lines in fences are what a program said. */
const statusLines = ({ lines }: Document): readonly (readonly [Line, string])[] =>
  lines.flatMap((line) => {
    if (line.fence !== null) return [];
    const [, said] = STATUS.exec(line.folded.replace(/^#+\s*/, '')) ?? [];
    return said === undefined ? [] : [[line, said] as const];
  });

/** The first sentence under a heading "VERDICT", and what that heading says itself. */
function verdictLines({ lines }: Document): readonly Stated<Verdict>[] {
  return lines.flatMap((line, index) => {
    const [, said] = (line.level !== null && VERDICT.exec(line.folded.replace(/^#+\s*/, ''))) || [];
    if (said === undefined) return [];
    const next = lines.slice(index + 1, index + 4).find(({ text }) => text.trim() !== '');
    const under = next && next.level === null && next.fence === null && next.text.startsWith('**');
    return [...stated(line, said), ...(under ? stated(next, next.folded) : [])];
  });
}

function frontVerdict(document: Document): readonly Stated<Verdict>[] {
  return ['verdict', 'status'].flatMap((key) => {
    const entry = entryOf(document, [key]);
    const value = entry && verdictIn(fold(unquoted(entry.text)));
    return value ? [{ value, line: entry.line, text: unquoted(entry.text) }] : [];
  });
}

/** Every place that says a verdict, the front matter first. */
export const verdictsStated = (document: Document): readonly Stated<Verdict>[] => [
  ...frontVerdict(document),
  ...statusLines(document).flatMap(([line, said]) => stated(line, said)),
  ...verdictLines(document),
];

/** The verdict, where all that say one say the same. */
export const verdictOf = (document: Document): Field<Verdict> => settle(verdictsStated(document));

const bare = (text: string): string => text.replace(/[*`]/g, '').trim();

/** The status as it stands in the front matter; where there is none, in the body. */
export function statusOf(document: Document): Field<string> {
  const entry = entryOf(document, ['status']);
  const text = unquoted(entry?.text ?? '');
  if (entry && text !== '') return settle([{ value: text, line: entry.line, text }]);
  const [first] = statusLines(document);
  if (!first) return SILENT;
  const [line] = first;
  const said = bare(line.text.replace(/^.*?:\s*/, ''));
  return settle([{ value: said, line: line.number, text: line.text.trim() }]);
}
