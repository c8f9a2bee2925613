import { figure, signed } from '../../domain/figure.ts';
import type { Lang } from '../../domain/text.ts';
import type { LevelMove, Milestone, Stand, StateMove, TargetWindow } from '../../domain/window.ts';
import { cellCode, code, inline, table } from '../markdown/escape.ts';
import { COLON } from '../words.ts';
import type { LinkCycle } from './links.ts';
import { shortCommit } from './sentence.ts';
import { span } from './span.ts';
import { WINDOW_WORDS } from './words.ts';

/** What the sections of one target are drawn with. */
export interface Pen {
  readonly lang: Lang;
  readonly link: LinkCycle;
}

const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${title}`, ...parts].join('\n\n');

/** A section with a table; nothing where it would be empty. */
const tableOf = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [section(title, table(head, rows))];

/** "15 `1e12acd`", the number linked where it can be. */
function place(milestone: Milestone, { link }: Pen): string {
  const { commit } = milestone;
  return commit === null ? link(milestone) : `${link(milestone)} ${cellCode(shortCommit(commit))}`;
}

function nameOf({ kind, id, title }: Stand, { lang }: Pen): string {
  return kind === 'blocker'
    ? `${cellCode(id)} ${inline(title[lang])}`
    : `${WINDOW_WORDS[lang].criterion}${COLON[lang]}${inline(title[lang])}`;
}

const statesOf = ({ states }: TargetWindow, kind: StateMove['kind']): StateMove[] =>
  states.filter((state) => state.kind === kind);

/** What became of it. */
function fate({ standing, gone, last }: Stand, { lang }: Pen): string {
  const words = WINDOW_WORDS[lang];
  if (gone) return words.goneIn(words.cycle(gone.cycle));
  return standing === 'open' ? `**${words.still}**` : words.unknown(words.cycle(last.cycle));
}

/** What broke in the window, also what was fixed in it again. */
export function broken(window: TargetWindow, pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const rows = window.stands
    .filter(({ broke }) => broke)
    .map((stand) => [nameOf(stand, pen), place(stand.first, pen), fate(stand, pen)]);
  const worse = statesOf(window, 'worse').map(({ title, before, now, at }) => [
    `${inline(title[pen.lang])}${COLON[pen.lang]}${inline(before[pen.lang])}`,
    place(at, pen),
    inline(now[pen.lang]),
  ]);
  return tableOf(words.brokeTitle, words.brokeHead, [...rows, ...worse]);
}

/** What stood at the begin of the window, or came in it, and was gone in a later cycle of it. */
export function fixed(window: TargetWindow, pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const rows = window.stands.flatMap((stand) =>
    stand.gone
      ? [
          [
            nameOf(stand, pen),
            place(stand.gone, pen),
            words.stood(stand.cycles, span(stand.durationMs, pen.lang)),
          ],
        ]
      : [],
  );
  const better = statesOf(window, 'better').map(({ title, before, now, at }) => [
    `${inline(title[pen.lang])}${COLON[pen.lang]}${inline(now[pen.lang])}`,
    place(at, pen),
    inline(before[pen.lang]),
  ]);
  return tableOf(words.fixedTitle, words.fixedHead, [...rows, ...better]);
}

const figures = ({ title, before, now, deltaPct, unit }: LevelMove, { lang }: Pen): string[] => [
  inline(title[lang]),
  figure(before, unit),
  figure(now, unit),
  deltaPct === null ? '–' : `${signed(deltaPct)} %`,
];

/** The figures whose level moved, the farthest first. */
export function moved({ moves }: TargetWindow, kind: 'worse' | 'better', pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const rows = moves.flatMap((move) =>
    move.kind === kind && move.at ? [[...figures(move, pen), place(move.at, pen)]] : [],
  );
  return tableOf(kind === 'worse' ? words.regressedTitle : words.improvedTitle, words.moveHead, rows);
}

/** How long each blocker of the window stood. */
export function durations({ stands }: TargetWindow, pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const rows = stands
    .filter(({ kind }) => kind === 'blocker')
    .map((stand) => [
      `${cellCode(stand.id)} ${inline(stand.title[pen.lang])}`,
      place(stand.first, pen),
      place(stand.last, pen),
      String(stand.cycles),
      span(stand.durationMs, pen.lang),
      fate(stand, pen),
    ]);
  return tableOf(words.standsTitle, words.standsHead, rows);
}

/** Where the testbed changed, and what of it. */
export function testbeds({ testbed }: TargetWindow, pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const lines = testbed.map(
    ({ at, differences }) =>
      `- ${words.cycle(at.cycle)}${at.commit === null ? '' : ` ${code(shortCommit(at.commit))}`}${COLON[pen.lang]}${differences.map(code).join(', ')}`,
  );
  return lines.length === 0 ? [] : [section(words.testbedTitle, lines.join('\n'))];
}

/** The figures that worsened most, also those of which chance may be the reason. */
export function worst({ worst: all }: TargetWindow, pen: Pen): string[] {
  const words = WINDOW_WORDS[pen.lang];
  const rows = all.map((move) => [
    ...figures(move, pen),
    move.kind === 'worse' ? `**${words.claimed}**` : words.noise,
  ]);
  return rows.length === 0 ? [] : [section(words.worstTitle, words.worstNote, table(words.worstHead, rows))];
}

/** Commits in their order, how figures were compared, and what words mean. */
export function covered(window: TargetWindow, tolerancePct: number, { lang }: Pen): string {
  const words = WINDOW_WORDS[lang];
  const commits = [...new Set(window.cycles.flatMap(({ commit }) => commit ?? []))].map((commit) =>
    code(shortCommit(commit)),
  );
  const said = commits.length === 0 ? words.unknownCommit : commits.join(', ');
  const compared =
    window.comparable === 0
      ? [words.uncompared(window.cyclesBefore)]
      : [words.compared(window.comparable, window.cyclesBefore), words.rule(tolerancePct)];
  const lines = [
    `${words.commits}${COLON[lang]}${said}`,
    ...compared,
    ...(window.stands.some(({ kind }) => kind === 'blocker') ? [words.spanRule] : []),
  ];
  return section(words.coveredTitle, lines.map((line) => `- ${line}`).join('\n'));
}
