import type { Field, Stated } from '../../domain/imported.ts';
import type { Document, Line } from '../document.ts';
import { fold } from '../fold.ts';
import { entryOf, unquoted } from '../front.ts';
import { SILENT, settle } from '../settle.ts';

export interface Numbered {
  readonly kind: 'cycle' | 'sprint';
  readonly number: number;
}

/** "cycle 47", "sprint #46", of a folded text; not of a span ("47-48") or a part ("3.2"). */
const NUMBERED = /\b(cycle|sprint)\s*(?:n[o°]?\s*)?#?\s*(\d{1,6})(?![\d.]*\d|\s*[-–/]\s*\d)/;

/** What a folded text says it is of, and nothing before it. */
export const HEAD = new RegExp(`^[^a-z0-9]*${NUMBERED.source}`);

const numberedIn = (folded: string, where = NUMBERED): Numbered | undefined => {
  const [, kind, number] = where.exec(folded) ?? [];
  return kind === undefined
    ? undefined
    : { kind: kind === 'cycle' ? 'cycle' : 'sprint', number: Number(number) };
};

const FOOTER = /^ralph (?:moderator|worker)\b/;
const RESULT = /\b(?:triade|verification)\b/;

const statedBy = (line: Line, where?: RegExp): readonly Stated<Numbered>[] => {
  const value = numberedIn(line.folded, where);
  return value ? [{ value, line: line.number, text: line.text.trim() }] : [];
};

/** All titles that name a cycle or sprint; where none names ralph, any first heading. */
function titles({ lines }: Document): readonly Stated<Numbered>[] {
  const headings = lines.filter(({ level }) => level === 1).flatMap((line) => statedBy(line));
  const ours = headings.filter(({ text }) => /\bralph\b/i.test(text));
  return ours.length > 0 ? ours : headings;
}

const footers = ({ lines }: Document): readonly Stated<Numbered>[] =>
  lines
    .filter(({ level, fence, folded }) => level === null && fence === null && FOOTER.test(folded))
    .flatMap((line) => statedBy(line));

function fronts(document: Document): readonly Stated<Numbered>[] {
  const own = (['cycle', 'sprint'] as const).flatMap((kind) => {
    const entry = entryOf(document, [kind]);
    const [digits] = /^#?\d{1,6}$/.exec(unquoted(entry?.text ?? '')) ?? [];
    return entry && digits !== undefined
      ? [{ value: { kind, number: Number(digits.replace('#', '')) }, line: entry.line, text: entry.text }]
      : [];
  });
  const status = entryOf(document, ['status']);
  const value = status && numberedIn(fold(unquoted(status.text)), HEAD);
  return value ? [...own, { value, line: status.line, text: status.text }] : own;
}

const results = ({ lines }: Document): readonly Stated<Numbered>[] =>
  lines
    .filter(({ level, folded }) => level !== null && level > 1 && RESULT.test(folded))
    .flatMap((line) => statedBy(line, HEAD));

/** Every place that says which cycle or sprint the review is of, the one that decides first. */
export const numbersStated = (document: Document): readonly Stated<Numbered>[] => [
  ...titles(document),
  ...fronts(document),
  ...results(document),
  ...footers(document),
];

/** The title decides; where there is none, the front matter, then the foot. */
function deciding(document: Document): readonly Stated<Numbered>[] {
  for (const stated of [titles(document), fronts(document), footers(document)])
    if (stated.length > 0) return stated;
  return [];
}

const part = <Value>(pick: (value: Numbered) => Value, document: Document): Field<Value> => {
  const stated = deciding(document);
  return stated.length === 0 ? SILENT : settle(stated.map((each) => ({ ...each, value: pick(each.value) })));
};

/** Whether it counts in cycles or in sprints. */
export const kindOf = (document: Document) => part(({ kind }) => kind, document);

/** The number of its cycle or sprint. */
export const numberOf = (document: Document) => part(({ number }) => number, document);
