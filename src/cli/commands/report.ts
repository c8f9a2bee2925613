import { writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Archive } from '../../archive/archive.ts';
import { openArchive } from '../../archive/open.ts';
import type { FailOn } from '../../config/loaded-config.ts';
import { type Lang, localise } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import type { WindowReport } from '../../domain/window.ts';
import { type WindowOutcome, windowOutcome } from '../../pipeline/window/outcome.ts';
import { type Folder, windowReport } from '../../pipeline/window/report.ts';
import { reviewLink } from '../../reporters/window/links.ts';
import { type WindowCanvas, windowMarkdown } from '../../reporters/window/markdown.ts';
import { sentenceOf } from '../../reporters/window/sentence.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { allOf } from '../history.ts';
import { placeOf } from '../reviews-place.ts';
import { windowAsked } from '../since.ts';
import type { Terminal } from '../terminal.ts';
import { unknownWord } from '../usage-error.ts';
import { windowRules } from '../window-rules.ts';
import { ensureFile } from '../writable.ts';

export interface ReportFlags {
  readonly since?: string;
  readonly last?: string;
  readonly target?: string;
  readonly config?: string;
  readonly reviews?: string;
  readonly output?: string;
  /** A file for the page. */
  readonly html?: string;
  readonly lang?: Lang;
  readonly json?: boolean;
  readonly failOn?: FailOn;
}

const DEFAULT_SINCE = '24h';

const CODES: Readonly<Record<WindowOutcome, ExitCode>> = {
  passed: EXIT.passed,
  failed: EXIT.failed,
  unclear: EXIT.inconclusive,
};

/** All that can be read of a folder, and what cannot. */
async function folderOf(archive: Archive): Promise<Folder> {
  const { past, corrupt } = await allOf(archive);
  return {
    records: past.reverse(),
    corrupt: corrupt.map(({ entry: { cycle, date }, why }) => ({ cycle, date, why })),
  };
}

/** The report as one page, which leads to the Markdown of each review. */
async function pageOf(report: WindowReport, { records }: Folder, canvas: WindowCanvas): Promise<string> {
  const { windowPage } = await import('../../reporters/window/page.ts');
  const { page } = await import('../../reporters/html/page.ts');
  const { trendsOf } = await import('../trend-over.ts');
  const { lang, tolerancePct, folder } = canvas;
  const trends = trendsOf(report, records);
  const href = (_: number, file: string): string | null =>
    folder === null ? null : reviewLink(file, folder);
  return page(windowPage(report, { lang, tolerancePct, trends, href }));
}

/** What happened over a window of the history, as one Markdown and as a page where one is asked for; answers with the gate. */
export async function report(flags: ReportFlags, terminal: Terminal): Promise<ExitCode> {
  const asked = windowAsked(flags, { since: DEFAULT_SINCE }, Date.now());
  const cwd = terminal.cwd();
  const file = flags.output === undefined ? undefined : resolve(cwd, flags.output);
  const pageFile = flags.html === undefined ? undefined : resolve(cwd, flags.html);
  if (file !== undefined) await ensureFile('--output', file);
  if (pageFile !== undefined) await ensureFile('--html', pageFile);
  const { place, tolerancePct, lang } = await placeOf(flags, terminal);
  await using archive = await openArchive(place);
  const folder = await folderOf(archive);
  const targets = [...new Set(folder.records.map(({ target }) => target))];
  if (flags.target !== undefined && targets.length > 0 && !targets.includes(flags.target))
    throw unknownWord('--target', flags.target, targets);
  const found = windowReport(folder, asked, { ...windowRules, tolerancePct }, flags.target);
  const isFiled = file !== undefined || pageFile !== undefined;
  const from = file === undefined ? cwd : dirname(file);
  const markdown = windowMarkdown(found, {
    lang,
    tolerancePct,
    folder: archive.folder && relative(from, archive.folder),
  });
  if (file !== undefined) await writeFile(file, terminal.secrets.mask(markdown));
  if (pageFile !== undefined) {
    const drawn = await pageOf(found, folder, {
      ...{ lang, tolerancePct },
      folder: archive.folder && relative(dirname(pageFile), archive.folder),
    });
    await writeFile(pageFile, terminal.secrets.mask(drawn));
  }
  if (flags.json) terminal.stdout.write(`${seen(JSON.stringify(localise(found, lang), null, 2))}\n`);
  else terminal.stdout.write(isFiled ? `${sentenceOf(found, lang)}\n` : markdown);
  return CODES[windowOutcome(found, flags.failOn ?? 'regression')];
}
