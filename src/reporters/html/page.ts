import { createHash } from 'node:crypto';
import type { Lang } from '../../domain/text.ts';
import { html, type Markup, verbatim } from './markup.ts';
import { PAGE_SCRIPT } from './script.ts';
import { BASE } from './style/base.ts';
import { CHARTS } from './style/charts.ts';

export interface Page {
  readonly lang: Lang;
  readonly title: string;
  /** What stands in the bar at the top, beside the name and the switch of the colours. */
  readonly bar?: Markup;
  /** Headings from h1 on; it is the page's `main`. */
  readonly body: Markup;
  readonly foot?: Markup;
  /** Beside those of every page; of {@link verbatim} alone, since neither knows entities. */
  readonly styles?: readonly Markup[];
  readonly scripts?: readonly Markup[];
  /** What the page may reach beside itself: nothing if absent; `self` is for pages that a server gives. */
  readonly reaches?: 'self';
}

const WORDS = {
  en: { skip: 'To the content', theme: 'Light or dark' },
  fr: { skip: 'Aller au contenu', theme: 'Clair ou sombre' },
} as const;

const hashOf = (text: Markup): string =>
  `'sha256-${createHash('sha256').update(String(text)).digest('base64')}'`;

const stylesOf = ({ styles = [] }: Pick<Page, 'styles'>): Markup[] => [BASE, CHARTS, ...styles];
const scriptsOf = ({ scripts = [] }: Pick<Page, 'scripts'>): Markup[] => [PAGE_SCRIPT, ...scripts];

/** Only what stands in the page itself may run or style it, by its hash: its Content-Security-Policy. */
export function policyOf(page: Pick<Page, 'styles' | 'scripts' | 'reaches'>): string {
  const { reaches } = page;
  const self = reaches === 'self' ? ["connect-src 'self'", "form-action 'self'"] : ["form-action 'none'"];
  return [
    "default-src 'none'",
    `style-src ${stylesOf(page).map(hashOf).join(' ')}`,
    `script-src ${scriptsOf(page).map(hashOf).join(' ')}`,
    'img-src data:',
    `media-src data:${reaches === 'self' ? " 'self'" : ''}`,
    "base-uri 'none'",
    ...self,
  ].join('; ');
}

/** One page that needs nothing beside itself. */
export function page(asked: Page): string {
  const { lang, title, bar, body, foot, reaches } = asked;
  const words = WORDS[lang];
  const styles = stylesOf(asked);
  const scripts = scriptsOf(asked);
  return `${html`${verbatim`<!doctype html>`}
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(asked)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="${reaches === 'self' ? 'same-origin' : 'no-referrer'}">
<title>${title}</title>
<link rel="icon" href="data:,">
${styles.map((style) => html`<style>${style}</style>\n`)}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="wrap site"><span class="brand">ralph</span>${bar}<span class="room"></span><button type="button" class="scripted-only" id="theme">${words.theme}</button></header>
<main class="wrap" id="content" tabindex="-1">
${body}
</main>
${foot && html`<footer class="wrap"><div class="foot">${foot}</div></footer>`}
${scripts.map((script) => html`<script>${script}</script>\n`)}</body>
</html>`}\n`;
}
