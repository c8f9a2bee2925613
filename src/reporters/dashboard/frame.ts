import type { Allowed } from '../../domain/dashboard.ts';
import type { Lang } from '../../domain/text.ts';
import { HISTORY_STYLE } from '../history/style.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { DEFAULT_LAST, type Scope, scoped } from './addresses.ts';
import { LIVE_SCRIPT } from './live.ts';
import { DASHBOARD_STYLE } from './style.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** What every page of the dashboard is drawn with. */
export interface Frame {
  readonly lang: Lang;
  /** Which reviews and which cycle it was drawn from; a page that hears of another is drawn again. */
  readonly seen: string;
  readonly allowed: Allowed;
  readonly scope: Scope;
  /** All that there are, in the order of their names. */
  readonly targets: readonly string[];
}

export type Place = keyof (typeof DASHBOARD_WORDS)['en']['nav'];

const PATHS: Readonly<Record<Place, string>> = {
  overview: '/',
  cycles: '/cycles',
  streaks: '/streaks',
  compare: '/compare',
  window: '/window',
  import: '/import',
  run: '/run',
};

const PLACES = Object.keys(PATHS) as readonly Place[];

function bar({ lang, seen, allowed, scope }: Frame, here: Place | null): Markup {
  const words = DASHBOARD_WORDS[lang];
  const places = PLACES.filter((each) => (each === 'import' || each === 'run' ? allowed[each] : true));
  const links = places.map(
    (each) =>
      html`<a href="${scoped(PATHS[each], scope)}"${each === here && html` aria-current="page"`}>${words.nav[each]}</a>`,
  );
  return html`<nav class="pages" aria-label="${words.pages}">${links}</nav><span id="live" class="small soft scripted-only" role="status" data-seen="${seen}" data-live="${words.live}" data-lost="${words.lost}" data-newer="${words.newer}"></span>`;
}

/** The other targets, where there are several; `path` is that of the page. */
export function targetLinks({ lang, targets, scope }: Frame, path: string): Markup | false {
  const words = DASHBOARD_WORDS[lang];
  return (
    targets.length > 1 &&
    html`<nav class="choice small" aria-label="${words.targets}">${targets.map(
      (target) =>
        html`<a href="${scoped(path, { ...scope, target })}"${target === scope.target && html` aria-current="true"`}>${target}</a>`,
    )}</nav>`
  );
}

const CHOICES = [50, DEFAULT_LAST, 1000] as const;

/** How many cycles a page is about, and others that it could be; `all` there are. */
export function windowLinks({ lang, scope }: Frame, path: string, all: number): Markup | false {
  const words = DASHBOARD_WORDS[lang];
  const choices: readonly (number | null)[] = [...CHOICES.filter((each) => each < all), null];
  const isHere = (last: number | null): boolean =>
    last === scope.last || (last === null && scope.last !== null && scope.last >= all);
  return (
    choices.length > 1 &&
    html`<nav class="choice small" aria-label="${words.window}">${choices.map(
      (last) =>
        html`<a href="${scoped(path, { ...scope, last })}"${isHere(last) && html` aria-current="true"`}>${last ?? words.all}</a>`,
    )}</nav>`
  );
}

/** A page of the dashboard; `here`: where in the bar it stands. */
export function framed(
  frame: Frame,
  here: Place | null,
  { title, body, foot, styles = [], scripts = [] }: Omit<Page, 'lang' | 'bar' | 'reaches'>,
): Page {
  const { lang } = frame;
  return {
    lang,
    title: `${title} – ${DASHBOARD_WORDS[lang].dashboard}`,
    bar: bar(frame, here),
    body,
    ...(foot && { foot }),
    styles: [...styles.filter((style) => style !== HISTORY_STYLE), HISTORY_STYLE, DASHBOARD_STYLE],
    scripts: [...scripts, LIVE_SCRIPT],
    reaches: 'self',
  };
}
