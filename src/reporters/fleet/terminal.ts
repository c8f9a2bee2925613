import type { FleetMend, FleetReporter, FleetReview, SharedCause } from '../../domain/fleet.ts';
import { oneLine } from '../../domain/printable.ts';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { alikeOf, besides, labelled, namesIn, scoresOf } from './alike.ts';
import { type Brush, brushFor, cut, VERDICT_TONES } from './brush.ts';
import { FLEET_WORDS } from './words.ts';

/** A screen, with a line left for the prompt. */
const MOST_LINES = 39;

/** How many lines a section may take beside its heading; the stacks take what is left. */
const ROOM = { first: 15, shared: 3, apart: 4 };

/** As many items as have room, whole ones; the others are counted. */
function fitting(
  items: readonly (readonly string[])[],
  room: number,
  more: (count: number) => string,
): string[] {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const isLast = index === items.length - 1;
    if (lines.length > 0 && lines.length + item.length + (isLast ? 0 : 1) > room)
      return [...lines, more(items.length - index)];
    lines.push(...item);
  }
  return lines;
}

function mendLines(mend: FleetMend, review: FleetReview, brush: Brush): string[] {
  const { stacks, lang } = review;
  const { finding, title, severity, text, shared, stacks: having } = mend;
  const words = FLEET_WORDS[lang];
  const isBlocker = severity === 'blocker';
  const count = words.of(having.length, stacks.length);
  const cause = review.shared.find(({ what }) => what === shared);
  const beside = cause
    ? `  (${labelled(oneLine(cause.what), words.of(cause.stacks.length, cause.of), lang)})`
    : '';
  const names = shared === null ? `  ${namesIn(having, 30)}` : '';
  return [
    brush.line([
      [isBlocker ? '✖ ' : '! ', isBlocker ? 'bad' : 'doubt'],
      [`${count}  `, 'strong'],
      [oneLine(finding), 'strong'],
      [beside, 'doubt'],
      [names, 'dim'],
      [`  ${oneLine(title)}`],
    ]),
    ...brush.text(`→ ${oneLine(text)}`, 4, 2),
  ];
}

const isTold = ({ findings }: SharedCause, { first }: FleetReview): boolean =>
  findings.every(({ id }) => first.some(({ finding, shared }) => finding === id && shared !== null));

function sharedLine(
  { what, findings, stacks, of }: SharedCause,
  { lang }: FleetReview,
  brush: Brush,
): string {
  const words = FLEET_WORDS[lang];
  const titles = findings.map(({ title }) => oneLine(title)).join('; ');
  return brush.line([
    ['  '],
    [oneLine(what), 'strong'],
    [`  ${titles}`],
    [` (${words.shareRow(stacks.length, of)})`, 'dim'],
  ]);
}

function apartLines({ stacks, lang }: FleetReview, brush: Brush): string[][] {
  const words = FLEET_WORDS[lang];
  return stacks.flatMap(({ name, outliers }) =>
    outliers.map(({ title, shown, peersShown, peers }) => [
      brush.line([
        ['  '],
        [oneLine(name), 'strong'],
        [`  ${oneLine(title)} `],
        [words.apartRow(shown, peersShown, peers), 'dim'],
      ]),
    ]),
  );
}

function alikeRows({ stacks, lang }: FleetReview, brush: Brush): string[][] {
  const rows = alikeOf(stacks).map(({ stacks: alike, ids }) => {
    const [{ verdict }] = alike;
    const wrong = [ids.join(', '), ...besides(alike, lang)].filter((part) => part !== '').join('; ');
    const scores = scoresOf(alike, lang);
    return { count: String(alike.length), verdict, word: VERDICT_WORDS[verdict][lang], scores, wrong, alike };
  });
  const widest = (said: readonly string[]): number => Math.max(0, ...said.map(({ length }) => length));
  const words = widest(rows.map(({ word }) => word));
  const scores = widest(rows.map((row) => row.scores));
  return rows.map((row) => {
    const names = row.alike.map(({ name }) => name);
    const free = brush.columns - words - scores - 14;
    // A long reason is cut before the name of the stack is.
    const wrong = cut(
      row.wrong === '' ? FLEET_WORDS[lang].sound : row.wrong,
      free - namesIn(names, 0).length,
    );
    const room = free - wrong.length;
    return [
      brush.line([
        [`${row.count.padStart(4)} ×  `],
        [row.word.padEnd(words), VERDICT_TONES[row.verdict]],
        [`  ${row.scores.padStart(scores)}  `],
        [`${wrong}  `, row.wrong === '' ? 'dim' : undefined],
        [namesIn(names, room), 'dim'],
      ]),
    ];
  });
}

/** One screen for a fleet of any size: what to mend first, what is shared, what stands apart, and all stacks, the alike together. */
const terminal: FleetReporter = {
  id: 'terminal',
  async draw(review, canvas) {
    const brush = await brushFor(canvas);
    const { fleet, number, stacks, status, verdict, first, shared, lang } = review;
    const words = FLEET_WORDS[lang];
    const more = (count: number): string => brush.line([[`  ${words.more(count)}`, 'dim']]);
    const section = (title: string, items: readonly (readonly string[])[], room: number): string[] =>
      items.length === 0 ? [] : ['', brush.line([[title, 'strong']]), ...fitting(items, room, more)];
    const untold = shared.filter((cause) => !isTold(cause, review));
    const above = [
      brush.line([
        [`Ralph Moderator - ${words.title(oneLine(fleet), number)} - `, 'strong'],
        [words.stacks(stacks.length)],
      ]),
      ...brush.text(oneLine(status), 0, 3).map((each) => brush.line([[each, VERDICT_TONES[verdict]]])),
      ...section(
        words.firstTitle,
        first.map((mend) => mendLines(mend, review, brush)),
        ROOM.first,
      ),
      ...section(
        words.shareTitle,
        untold.map((cause) => [sharedLine(cause, review, brush)]),
        ROOM.shared,
      ),
      ...section(words.apartTitle, apartLines(review, brush), ROOM.apart),
    ];
    const left = MOST_LINES - above.length - 2;
    return [...above, ...section(words.stacksTitle, alikeRows(review, brush), left), ''].join('\n');
  },
};

export default terminal;
