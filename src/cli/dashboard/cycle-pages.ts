import type { Entry } from '../../archive/entry.ts';
import type { Review } from '../../domain/review.ts';
import { assemble } from '../../pipeline/assemble.ts';
import { redact } from '../../pipeline/redact.ts';
import { windowReport } from '../../pipeline/window/report.ts';
import { cycleAddress, DEFAULT_LAST } from '../../reporters/dashboard/addresses.ts';
import { comparePage } from '../../reporters/dashboard/compare.ts';
import { cyclePage } from '../../reporters/dashboard/cycle.ts';
import { framed } from '../../reporters/dashboard/frame.ts';
import { importedPage } from '../../reporters/dashboard/imported.ts';
import { reviewPage } from '../../reporters/html.ts';
import { windowPage } from '../../reporters/window/page.ts';
import { behindOf } from '../behind.ts';
import { cycleNamed, recordNamed } from '../history.ts';
import { rules } from '../rules.ts';
import { windowAsked } from '../since.ts';
import { trendsOf } from '../trend-over.ts';
import { windowRules } from '../window-rules.ts';
import { cycleIn, scopeIn } from './asked.ts';
import { type Draw, frameOf, type Library, shownOf } from './pages.ts';
import { Refusal } from './refusal.ts';

/** The later of two cycles, judged anew and compared with the earlier. Throws UsageError where that cannot be. */
async function compared(before: number, now: number, { archive, lang, secrets }: Library): Promise<Review> {
  const places = { cwd: '/', archive };
  const chosen = await recordNamed(String(before), places);
  const { evidence, record } = await cycleNamed(String(now), places);
  return redact(assemble(evidence, rules, { cycle: record.cycle, lang, past: [], chosen }), secrets());
}

export const compare: Draw = async (view, asked, seen, library) => {
  const pair = { before: asked.a ? cycleIn(asked.a) : null, now: asked.b ? cycleIn(asked.b) : null };
  const ofNow = view.slips.findLast(({ entry }) => entry.cycle === pair.now)?.row.target;
  const frame = frameOf(view, { ...(ofNow !== undefined && { target: ofNow }), ...asked }, seen, library);
  const { trend } = await shownOf(view, frame, []);
  const review =
    pair.before === null || pair.now === null ? null : await compared(pair.before, pair.now, library);
  return comparePage(frame, { cycles: trend.cycles, pair, review });
};

export const window: Draw = async (view, asked, seen, library) => {
  const frame = frameOf(view, asked, seen, library);
  const { lang, tolerancePct } = library;
  const { since } = asked;
  const which = windowAsked(since ? { since } : {}, { last: frame.scope.last ?? DEFAULT_LAST }, Date.now());
  const { target } = scopeIn(asked);
  const records = await view.records.of(target === null ? view.slips : view.of(target));
  const report = windowReport({ records, corrupt: [] }, which, { ...windowRules, tolerancePct });
  const drawn = windowPage(report, {
    lang,
    tolerancePct,
    trends: trendsOf(report, records),
    href: cycleAddress,
  });
  return framed(frame, 'window', drawn);
};

/** The review of a cycle, as its file is named; of several of a number the newest. Throws a refusal. */
export function entryOf(entries: readonly Entry[], cycle: number): Entry {
  const entry = entries.findLast((each) => each.cycle === cycle);
  if (entry) return entry;
  throw new Refusal(404, `no review is of cycle ${cycle}`);
}

export const cycle: Draw = async (view, asked, seen, library) => {
  const number = cycleIn(asked.cycle ?? '');
  const { archive, secrets } = library;
  const entry = entryOf(await archive.entries(), number);
  const kept = await archive.read(entry);
  if ('corrupt' in kept) throw new Refusal(422, kept.corrupt);
  const target = 'imported' in kept ? kept.imported.target : kept.evidence.target.name;
  const frame = frameOf(view, { target }, seen, library);
  if ('imported' in kept)
    return importedPage(frame, {
      imported: kept.imported,
      text: new TextDecoder().decode((await archive.documents(entry)).markdown ?? new Uint8Array()),
    });
  const { review, evidence } = kept;
  const drawn = reviewPage(review, await behindOf(review, { evidence, archive, secrets: secrets() }));
  const own = view.slips.filter(({ row }) => row.target === target).map((slip) => slip.entry.cycle);
  const at = own.lastIndexOf(number);
  return cyclePage(frame, number, drawn, { before: own[at - 1] ?? null, after: own[at + 1] ?? null });
};
