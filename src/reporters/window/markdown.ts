import { type Lang, setPageIn } from '../../domain/text.ts';
import type { TargetWindow, WindowReport } from '../../domain/window.ts';
import { inline } from '../markdown/escape.ts';
import { COLON } from '../words.ts';
import { cyclesTable } from './cycles-table.ts';
import { linksOf, linkTargets, unlinked } from './links.ts';
import { broken, covered, durations, fixed, moved, type Pen, testbeds, worst } from './sections.ts';
import { numbersOf, sentenceOf } from './sentence.ts';
import { WINDOW_WORDS } from './words.ts';

/** How a report is drawn. */
export interface WindowCanvas {
  readonly lang: Lang;
  /** The reviews, as seen from where the report will lie; '' for the same folder; null: they are no files. */
  readonly folder: string | null;
  /** A smaller relative change was not told. */
  readonly tolerancePct: number;
}

function sectionsOf(window: TargetWindow, { lang, tolerancePct, folder }: WindowCanvas): string[] {
  const pen: Pen = { lang, link: folder === null ? unlinked : linksOf(window) };
  return [
    `# ${inline(window.target)}`,
    cyclesTable(window.cycles, pen.link, lang),
    ...broken(window, pen),
    ...fixed(window, pen),
    ...moved(window, 'worse', pen),
    ...moved(window, 'better', pen),
    ...durations(window, pen),
    ...testbeds(window, pen),
    ...worst(window, pen),
    covered(window, tolerancePct, pen),
  ];
}

/** What cannot be told, because it is not there. */
function lost({ missing, corrupt }: WindowReport, lang: Lang): string[] {
  const words = WINDOW_WORDS[lang];
  const missed = missing.length === 0 ? [] : [words.missing(numbersOf(missing))];
  const lines = [...missed, ...corrupt.map((why) => `${words.corruptLine}${COLON[lang]}${why}`)];
  return lines.length === 0 ? [] : [lines.map((line) => `- ${inline(line)}`).join('\n')];
}

/** The report of a window as Markdown: the whole story in its first line, then each target. */
export function windowMarkdown(report: WindowReport, canvas: WindowCanvas): string {
  const cycles = report.targets.flatMap((window) => window.cycles);
  const parts = [
    `**${inline(sentenceOf(report, canvas.lang))}**`,
    ...lost(report, canvas.lang),
    ...report.targets.flatMap((window) => sectionsOf(window, canvas)),
    ...(cycles.length === 0 || canvas.folder === null ? [] : [linkTargets(cycles, canvas.folder)]),
  ];
  return setPageIn(`${parts.join('\n\n')}\n`, canvas.lang);
}
