import type { FleetCanvas, FleetMend, FleetReview, FleetStack } from '../../domain/fleet.ts';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { figuresIn } from '../../domain/text.ts';
import { rows } from '../history/pen.ts';
import { HISTORY_STYLE } from '../history/style.ts';
import { verdictBars } from '../history/verdict-strip.ts';
import { badge } from '../html/badge.ts';
import { html, type Markup, type Written } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { VERDICT_TONES } from '../html/tone.ts';
import { reviewLink } from '../window/links.ts';
import { shortCommit } from '../window/sentence.ts';
import { minute } from '../window/span.ts';
import { besides, namesIn, roots, tallyOf, wrongIds } from './alike.ts';
import { FLEET_STYLE } from './style.ts';
import { FLEET_WORDS } from './words.ts';

/** Characters of names beside a thing to mend; the table has every one. */
const ROOM = 160;

const section = (title: string, body: Written): Markup | false =>
  Boolean(body) && html`<section><h2>${title}</h2>${body}</section>`;

const list = (items: readonly Markup[]): Markup | false =>
  items.length > 0 && html`<ol class="mends">${items}</ol>`;

function mendItem(mend: FleetMend, { stacks, shared, lang }: FleetReview): Markup {
  const words = FLEET_WORDS[lang];
  const cause = shared.find(({ what }) => what === mend.shared);
  const beside = [
    words.of(mend.stacks.length, stacks.length),
    ...(mend.severity === 'warning' ? [words.warning] : []),
    ...(mend.frees > 0 ? [words.frees(mend.frees, mend.stacks.length)] : []),
  ].join(' · ');
  return html`<li class="tone-${mend.severity === 'blocker' ? 'bad' : 'warn'}"><h3>${mend.title} <code>${mend.finding}</code></h3><p class="small">${beside}${
    cause && html` · <strong>${cause.what}</strong> (${words.shareRow(cause.stacks.length, cause.of)})`
  }</p><p>${mend.text}</p><p class="small soft">${namesIn(mend.stacks, ROOM)}</p></li>`;
}

const linkOf = ({ file }: FleetStack, { reviews }: FleetCanvas): string | null =>
  file === null || reviews === undefined ? null : reviewLink(file, reviews);

function stackRow(stack: FleetStack, { lang }: FleetReview, canvas: FleetCanvas): Written[] {
  const words = FLEET_WORDS[lang];
  const { name, verdict, score, commit, cycle, asked, agent } = stack;
  const href = linkOf(stack, canvas);
  const said = cycle === null ? '–' : words.cycle(cycle);
  const other = agent !== null && asked !== `agent ${agent}`;
  const found = [...roots(stack.blockers), ...roots(stack.warnings)].map(({ title }) => title);
  return [
    name,
    badge(VERDICT_TONES[verdict], VERDICT_WORDS[verdict][lang]),
    score ? figuresIn(`${score.percent} %`, lang) : '–',
    html`<div class="wrong">${[...found, ...besides([stack], lang)].join('; ') || words.sound}</div>`,
    other ? `${asked} (${words.answered(agent)})` : asked,
    commit === null ? '–' : html`<code>${shortCommit(commit)}</code>`,
    href === null ? said : html`<a href="${href}">${said}</a>`,
  ];
}

/** All stacks; those of which there is nothing to say are folded. */
function stacksPart(review: FleetReview, canvas: FleetCanvas): Markup | false {
  const { stacks, lang } = review;
  const words = FLEET_WORDS[lang];
  const isSound = (each: FleetStack): boolean =>
    each.verdict === 'ok' && wrongIds(each).length === 0 && besides([each], lang).length === 0;
  const tableOf = (some: readonly FleetStack[], name: string): Markup | false =>
    rows(
      name,
      words.stacksHead,
      some.map((each) => stackRow(each, review, canvas)),
    );
  const sound = stacks.filter(isSound);
  const said = `${words.stacks(sound.length)}: ${words.sound}`;
  return section(
    words.stacksTitle,
    html`${tableOf(
      stacks.filter((each) => !isSound(each)),
      words.stacksTitle,
    )}${sound.length > 0 && html`<details><summary>${said}</summary>${tableOf(sound, said)}</details>`}`,
  );
}

function sharedPart({ shared, lang }: FleetReview): Markup | false {
  const words = FLEET_WORDS[lang];
  const body = shared.map(({ what, stacks, of, findings }) => [
    what,
    words.shareRow(stacks.length, of),
    findings.map(({ title, stacks: having }) => `${title} (${having.length})`).join('; '),
  ]);
  return section(words.shareTitle, rows(words.shareTitle, words.shareHead, body));
}

function figureParts({ stacks, lang }: FleetReview): Written {
  const words = FLEET_WORDS[lang];
  const apart = stacks.flatMap(({ name, outliers }) =>
    outliers.map(({ title, shown, peersShown, peers }) => [name, title, shown, peersShown, peers]),
  );
  const worse = stacks.flatMap(({ name, regressions }) =>
    regressions.map(({ title, before, now }) => [name, title, before ?? '–', now ?? '–']),
  );
  return [
    section(words.worseTitle, rows(words.worseTitle, words.worseHead, worse)),
    section(words.apartTitle, rows(words.apartTitle, words.apartHead, apart)),
  ];
}

/** The page of a fleet: verdict and what to mend first, then what is shared, what moved, and every stack. */
export function fleetPage(review: FleetReview, canvas: FleetCanvas): Page {
  const { fleet, number, status, verdict, stacks, lang, reviewedAt, first, method, ralph } = review;
  const words = FLEET_WORDS[lang];
  const title = words.title(fleet, number);
  const said = VERDICT_WORDS[verdict][lang];
  const tally = tallyOf(review);
  const bars = stacks.map((stack) => ({
    tone: VERDICT_TONES[stack.verdict],
    said: `${stack.name} · ${VERDICT_WORDS[stack.verdict][lang]}`,
    href: null,
  }));
  return {
    lang,
    title: `${title}: ${status}`,
    bar: html`<span class="soft">${fleet}</span>`,
    styles: [HISTORY_STYLE, FLEET_STYLE],
    body: html`<header><p class="soft small">${title} · <time datetime="${reviewedAt}">${minute(reviewedAt)} UTC</time> · ${words.stacks(stacks.length)}</p><h1><span class="tone tone-${VERDICT_TONES[verdict]}">${said}</span>${status.slice(said.length)}</h1>${
      bars.length > 0 &&
      html`<figure>${verdictBars(bars, words.strip(bars.length, tally))}<figcaption class="ends"><span>${tally}</span></figcaption></figure>`
    }</header>${section(words.firstTitle, list(first.map((mend) => mendItem(mend, review))) || html`<p>${words.nothing}</p>`)}${sharedPart(review)}${figureParts(review)}${stacksPart(review, canvas)}${section(
      words.methodTitle,
      html`<ul class="small soft">${method.map((line) => html`<li>${line}</li>`)}</ul>`,
    )}`,
    foot: html`<p>${words.made} ${ralph}</p>`,
  };
}
