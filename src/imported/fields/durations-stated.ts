import {
  endOf,
  isAim,
  isLed,
  isMean,
  isOfSound,
  isReplaced,
  isSum,
  isSupposed,
  namesMean,
} from '../bearing.ts';
import { durationsIn, type Quantity } from '../quantities.ts';
import type { Said } from '../said.ts';
import { type Subject, subjectBehind, subjectOf, wordBefore, wordsIn } from './subjects.ts';

/** A duration that a review states of one of the three. */
export interface DurationStated extends Quantity {
  readonly subject: Subject;
  readonly said: Said;
  /** Whether the figure's own line names the subject, not only what it stands under. */
  readonly own: boolean;
  /** One of several runs; the name tells apart two figures of the same run (`API=185ms HTTP=205ms`), else ''. */
  readonly run: string | null;
  /** What it is of the subject: all of it, a mean, one end, or one of the two ways to begin. */
  readonly part: 'whole' | 'mean' | 'min' | 'max' | 'cold' | 'warm';
}

/** Words for a side of the same wait. */
const SIDE = /\b(total|totale|http|api|reported|rapportee?|serveur|server|client|wall)\b/g;
const SIDE_BEHIND = /^\s(?:ms )?(total|http|api)\b/;

const RUN =
  /(?:^|[^\p{L}])(?:(?:runs?|tests?|essai|appel|call|requete|request|req|iteration|mesure|sample|trial|tour)\s?(?:#|n°\s?)?\s?\d{1,4}|(?:tts|llm|e2e)\s?#\s?\d{1,4}|(?:premier|first|second|deuxieme) (?:appel|call|run|essai|request|requete))(?!\d|\s?[/-]\s?\d)/u;

const LISTED = /^\s?(?:[,;/|]|et|and)\s?$/;

type Parts = readonly (readonly [RegExp, DurationStated['part']])[];

const WAYS: Parts = [
  [/\b(?:cold|froid)\b/, 'cold'],
  [/\b(?:warm|chaude?|hot)\b/, 'warm'],
];

const PARTS: Parts = [
  [/\b(?:min(?:imum)?|best(?: case)?|meilleure?)\b/, 'min'],
  [/\b(?:max(?:imum)?|worst(?: case)?|pire|pic|peak)\b/, 'max'],
  ...WAYS,
];

const firstOf = (parts: Parts, texts: readonly string[]): DurationStated['part'] | undefined =>
  texts.flatMap((text) => parts.filter(([pattern]) => pattern.test(text)))[0]?.[1];

const sideBehind = (text: string, { end }: Quantity): RegExpExecArray | null =>
  SIDE_BEHIND.exec(text.slice(end, end + 12));

const sideOf = (text: string, since: number, quantity: Quantity): string => {
  const before = [...text.slice(since, quantity.at).matchAll(SIDE)].at(-1)?.[1];
  const side = before ?? sideBehind(text, quantity)?.[1] ?? '';
  return side === 'totale' ? 'total' : side;
};

/** Where the side of a named subject may stand from: right before its name, or behind it. */
const sideBefore = (text: string, at: number): number =>
  at - (/\b(?:total|http|api) $/.exec(text.slice(Math.max(0, at - 12), at))?.[0].length ?? 0);

const partOf = (said: Said, quantity: Quantity, since: number): DurationStated['part'] => {
  if (isMean(said.text, quantity, since)) return 'mean';
  const before = said.text.slice(since, quantity.at);
  const behind = /^\s?\(([^)]{1,20})\)/.exec(said.text.slice(quantity.end, quantity.end + 24))?.[1] ?? '';
  const head = said.place === 'cell' ? (said.about[0] ?? '') : '';
  if (namesMean(head)) return 'mean';
  // A section on cold starts states what a cold one takes.
  const section =
    said.about.slice(said.place === 'cell' ? 1 : 0).find((each) => subjectOf(each) !== null) ?? '';
  return firstOf(PARTS, [before, behind, head]) ?? firstOf(WAYS, [section]) ?? 'whole';
};

/** Whether nothing but a comma or a slash stands between a figure and its neighbour: "229ms, 180ms, 200ms". */
const isListed = (text: string, quantities: readonly Quantity[], { at, end }: Quantity): boolean =>
  quantities.some(
    (other) =>
      LISTED.test(other.at > at ? text.slice(end, other.at) : text.slice(other.end, at)) && other.at !== at,
  );

/** What the figure is of by what it stands under: the nearest of them that names anything. */
const under = (said: Said): Subject | 'other' | null =>
  said.about.map(subjectOf).find((subject) => subject !== null) ?? null;

/** All durations that one piece of a review states of the three. */
export function durationsOf(said: Said): readonly DurationStated[] {
  const { text } = said;
  const quantities = durationsIn(text);
  if (quantities.length === 0) return [];
  const words = wordsIn(text);
  const above = under(said);
  let since = 0;
  return quantities.flatMap((quantity) => {
    const from = since;
    since = Math.max(endOf(text, quantity), quantity.end + (sideBehind(text, quantity)?.[0].length ?? 0));
    const word = wordBefore(text, words, quantity.at);
    const named = subjectBehind(text, quantity.end) ?? word?.subject ?? null;
    const subject = named ?? above;
    if (subject === null || subject === 'other') return [];
    if (
      isAim(text, quantity) ||
      isSupposed(text, quantity) ||
      isLed(text, quantity) ||
      isReplaced(text, quantity) ||
      isSum(text, quantity) ||
      isOfSound(text, quantity)
    )
      return [];
    const side = sideOf(text, Math.max(from, word ? sideBefore(text, word.at) : 0), quantity);
    // The way to the model and back, or a whole turn, is more than the model; a whole turn more than the voice.
    const more = subject === 'llm' ? /total|http|client|wall/ : subject === 'tts' ? /total/ : null;
    if (more?.test(side)) return [];
    const isRun =
      said.place !== 'heading' &&
      (RUN.test(text.slice(0, quantity.at)) || isListed(text, quantities, quantity));
    const name = /total|wall/.test(side) ? '' : side;
    return [
      {
        ...quantity,
        subject,
        said,
        own: named !== null,
        run: isRun ? name : null,
        part: partOf(said, quantity, from),
      },
    ];
  });
}
