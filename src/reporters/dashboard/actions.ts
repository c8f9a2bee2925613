import type { StartedCycle } from '../../domain/dashboard.ts';
import { rows } from '../history/pen.ts';
import { badge } from '../html/badge.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { minute } from '../window/span.ts';
import { cycleAddress } from './addresses.ts';
import { type Frame, framed } from './frame.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** What became of one file that somebody gave. */
export type ImportedFile =
  | { readonly file: string; readonly lack: string }
  | {
      readonly file: string;
      readonly cycle: number;
      readonly isNew: boolean;
      readonly contradictions: number;
    };

const tokenField = ({ lang }: Frame): Markup => {
  const words = DASHBOARD_WORDS[lang];
  return html`<label>${words.token}<input type="password" name="token" required autocomplete="off" size="12" placeholder="…" title="${words.tokenHow}"></label>`;
};

function outcome({ ended }: StartedCycle, frame: Frame): string {
  const words = DASHBOARD_WORDS[frame.lang];
  if (!ended) return words.running;
  return ended.code === null ? words.killed : (words.codes[ended.code] ?? String(ended.code));
}

function told(cycle: StartedCycle, frame: Frame): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  const when = cycle.ended ? words.endedAt(minute(cycle.ended.at)) : words.since(minute(cycle.startedAt));
  const tone = cycle.ended ? (cycle.ended.code === 0 ? 'good' : 'warn') : 'plain';
  return html`<section><h2>${words.said}</h2><p class="facts">${badge(tone, outcome(cycle, frame))} <span class="soft">${when}</span></p><pre class="said" id="said" tabindex="0" aria-label="${words.said}">${cycle.lines.join('\n')}</pre></section>`;
}

/** The button that starts a cycle, the one that stops it, and what the running or the last one said. */
export function runPage(frame: Frame, cycle: StartedCycle | null): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const runs = cycle !== null && cycle.ended === null;
  const form = html`<p>${words.runHow}</p><form class="fields" method="post" action="${runs ? '/run/stop' : '/run'}">${tokenField(frame)}<button class="main">${runs ? words.doStop : words.doRun}</button></form>`;
  return framed(frame, 'run', {
    title: words.runTitle,
    body: html`<header><h1>${words.runTitle}</h1>${frame.allowed.run ? form : html`<p>${words.runOff}</p>`}</header>${cycle && told(cycle, frame)}`,
  });
}

function result(each: ImportedFile, { lang }: Frame): (Markup | string)[] {
  const words = DASHBOARD_WORDS[lang];
  if ('lack' in each) return [each.file, '–', badge('bad', each.lack)];
  const what = [
    each.isNew ? words.kept : words.already,
    ...(each.contradictions > 0 ? [words.contradicts] : []),
  ];
  return [each.file, html`<a href="${cycleAddress(each.cycle)}">${each.cycle}</a>`, what.join(', ')];
}

/** The form that takes reviews over, and what became of those that came with it. */
export function importPage(frame: Frame, results: readonly ImportedFile[]): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const form = html`<p>${words.importHow}</p><form class="fields" method="post" action="/import" enctype="multipart/form-data"><label>${words.files}<input type="file" name="files" multiple required accept=".md,text/markdown,text/plain"></label><label>${words.targetOf}<input name="target" maxlength="200" value="${frame.scope.target}"></label>${tokenField(frame)}<button class="main">${words.doImport}</button></form>`;
  return framed(frame, 'import', {
    title: words.importTitle,
    body: html`<header><h1>${words.importTitle}</h1>${frame.allowed.import ? form : html`<p>${words.importOff}</p>`}</header>${rows(
      words.importTitle,
      words.importHead,
      results.map((each) => result(each, frame)),
    )}`,
  });
}

/** What is said where a page cannot be had. */
export function refusalPage(frame: Frame, status: number, why: string): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const title = status === 404 ? words.notFound : status < 500 ? words.refused : words.failed;
  return framed(frame, null, {
    title,
    body: html`<header><h1>${title}</h1><p>${why}</p><p><a href="/">${words.back}</a></p></header>`,
  });
}
