import type { Archive } from '../../archive/archive.ts';
import type { Allowed } from '../../domain/dashboard.ts';
import type { Lang } from '../../domain/text.ts';
import { SCORE } from '../../pipeline/trend/trend.ts';
import type { Frame } from '../../reporters/dashboard/frame.ts';
import { cyclesPage, metricPage, type Shown, streaksPage } from '../../reporters/dashboard/over-time.ts';
import { emptyPage, overviewPage, targetsPage } from '../../reporters/dashboard/overview.ts';
import type { Page } from '../../reporters/html/page.ts';
import { windowRules } from '../window-rules.ts';
import { type Asked, scopeIn } from './asked.ts';
import { Refusal } from './refusal.ts';
import type { View } from './shelf.ts';

/** What pages are drawn with, beside what the folder holds. */
export interface Library {
  readonly archive: Archive;
  readonly lang: Lang;
  readonly tolerancePct: number;
  readonly allowed: Allowed;
  readonly secrets: () => readonly string[];
}

/** Draws a page of what a request asks for. Throws a refusal. */
export type Draw = (view: View, asked: Asked, seen: string, library: Library) => Promise<Page>;

/** The frame of a page of one target: the one that was named, else that of the newest review. */
export function frameOf(view: View, asked: Asked, seen: string, { lang, allowed }: Library): Frame {
  const scope = scopeIn(asked);
  const { targets } = view;
  const target = scope.target ?? view.slips.at(-1)?.row.target ?? null;
  return { lang, allowed, seen, targets, scope: { ...scope, target } };
}

/** The trend of the target of a frame. */
export async function shownOf(view: View, { scope }: Frame, lines?: readonly string[]): Promise<Shown> {
  if (scope.target === null) throw new Refusal(404, 'no review is there yet');
  return { trend: await view.trend(scope.target, scope.last, lines), all: view.of(scope.target).length };
}

export const overview: Draw = async (view, asked, seen, library) => {
  const frame = frameOf(view, asked, seen, library);
  const { corrupt, targets } = view;
  if (frame.scope.target === null) return emptyPage(frame, corrupt);
  if (targets.length === 1 || scopeIn(asked).target !== null)
    return overviewPage(frame, { ...(await shownOf(view, frame)), corrupt });
  const trends = [];
  for (const target of targets) trends.push(await view.trend(target, frame.scope.last, [SCORE]));
  return targetsPage(frame, { trends, corrupt });
};

const overTime =
  (draw: (frame: Frame, shown: Shown) => Page): Draw =>
  async (view, asked, seen, library) => {
    const frame = frameOf(view, asked, seen, library);
    return draw(frame, await shownOf(view, frame, []));
  };

export const streaks = overTime(streaksPage);
export const cycles = overTime(cyclesPage);

export const metric: Draw = async (view, asked, seen, library) => {
  const { id = '' } = asked;
  const isKnown = id === SCORE || windowRules.metrics.some(([known]) => known === id);
  if (!isKnown)
    throw new Refusal(404, `id: found "${id.slice(0, 100)}", expected a metric as "ralph list" names it`);
  const frame = frameOf(view, asked, seen, library);
  return metricPage(frame, id, await shownOf(view, frame, [id]));
};
