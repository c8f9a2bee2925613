import type { FleetCanvas, FleetReporter, FleetReview, FleetStack } from '../../domain/fleet.ts';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { figuresIn, setPageIn } from '../../domain/text.ts';
import { cellCode, inline, table } from '../markdown/escape.ts';
import { VERDICT_SIGNS } from '../verdict-signs.ts';
import { reviewLink } from '../window/links.ts';
import { shortCommit } from '../window/sentence.ts';
import { minute } from '../window/span.ts';
import { besides, labelled, namesIn, roots, tallyOf } from './alike.ts';
import { FLEET_WORDS } from './words.ts';

/** Names in a cell; the table of all stacks has every one of them. */
const ROOM = 60;

const section = (title: string, ...parts: readonly string[]): string[] => [`## ${title}`, ...parts];

const tableOf = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : section(title, table(head, rows));

function mendList({ first, shared, stacks, lang }: FleetReview): string[] {
  const words = FLEET_WORDS[lang];
  if (first.length === 0) return section(words.firstTitle, words.nothing);
  const items = first.map((mend, index) => {
    const cause = shared.find(({ what }) => what === mend.shared);
    const beside = [
      ...(mend.severity === 'warning' ? [words.warning] : []),
      ...(cause ? [`${inline(cause.what)} (${words.shareRow(cause.stacks.length, cause.of)})`] : []),
      ...(mend.frees > 0 ? [words.frees(mend.frees, mend.stacks.length)] : []),
      inline(namesIn(mend.stacks, ROOM)),
    ];
    const count = words.of(mend.stacks.length, stacks.length);
    return [
      `${index + 1}. **${inline(mend.title)}** ${cellCode(mend.finding)} - ${count}`,
      `   - ${beside.join(' · ')}`,
      `   - ${inline(mend.text)}`,
    ].join('\n');
  });
  return section(words.firstTitle, items.join('\n'));
}

const wrongOf = (stack: FleetStack, { lang }: FleetReview): string => {
  const found = [...roots(stack.blockers), ...roots(stack.warnings)].map(({ title }) => inline(title));
  const said = [...found, ...besides([stack], lang).map(inline)];
  return said.length === 0 ? '–' : said.join('; ');
};

function askedOf({ asked, agent }: FleetStack, { lang }: FleetReview): string {
  const other = agent !== null && asked !== `agent ${agent}`;
  return other ? `${inline(asked)} (${FLEET_WORDS[lang].answered(inline(agent))})` : inline(asked);
}

function cycleOf({ cycle, file }: FleetStack, { lang }: FleetReview, { reviews }: FleetCanvas): string {
  if (cycle === null) return '–';
  const said = FLEET_WORDS[lang].cycle(cycle);
  return reviews === undefined || file === null ? said : `[${said}](${reviewLink(file, reviews)})`;
}

function stacksTable(review: FleetReview, canvas: FleetCanvas): string[] {
  const { stacks, lang } = review;
  const rows = stacks.map((stack) => [
    inline(stack.name),
    `${VERDICT_SIGNS[stack.verdict].icon} ${VERDICT_WORDS[stack.verdict][lang]}`,
    stack.score ? figuresIn(`${stack.score.percent} %`, lang) : '–',
    wrongOf(stack, review),
    askedOf(stack, review),
    stack.commit === null ? '–' : cellCode(shortCommit(stack.commit)),
    cycleOf(stack, review, canvas),
  ]);
  return tableOf(FLEET_WORDS[lang].stacksTitle, FLEET_WORDS[lang].stacksHead, rows);
}

function sharedTable({ shared, lang }: FleetReview): string[] {
  const words = FLEET_WORDS[lang];
  const rows = shared.map(({ what, stacks, of, findings }) => [
    inline(what),
    `${labelled(words.shareRow(stacks.length, of), inline(namesIn(stacks, ROOM)), lang)}`,
    findings.map(({ title, stacks: having }) => `${inline(title)} (${having.length})`).join('; '),
  ]);
  return tableOf(words.shareTitle, words.shareHead, rows);
}

function figureTables({ stacks, lang }: FleetReview): string[] {
  const words = FLEET_WORDS[lang];
  const apart = stacks.flatMap(({ name, outliers }) =>
    outliers.map(({ title, shown, peersShown, peers }) => [name, title, shown, peersShown, String(peers)]),
  );
  const worse = stacks.flatMap(({ name, regressions }) =>
    regressions.map(({ title, before, now }) => [name, title, before ?? '–', now ?? '–']),
  );
  const cells = (rows: readonly (readonly string[])[]): string[][] => rows.map((row) => row.map(inline));
  return [
    ...tableOf(words.worseTitle, words.worseHead, cells(worse)),
    ...tableOf(words.apartTitle, words.apartHead, cells(apart)),
  ];
}

/** The fleet review as a document: what to mend, what is shared, what moved and what stands apart, then every stack. */
const markdown: FleetReporter = {
  id: 'markdown',
  draw(review, canvas) {
    const { fleet, number, status, lang, reviewedAt, stacks, method, ralph } = review;
    const words = FLEET_WORDS[lang];
    const facts = [`${minute(reviewedAt)} UTC`, words.stacks(stacks.length), tallyOf(review)];
    const parts = [
      `# ${inline(words.title(fleet, number))}`,
      `**${inline(status)}**`,
      facts.map(inline).join(' · '),
      ...mendList(review),
      ...sharedTable(review),
      ...figureTables(review),
      ...stacksTable(review, canvas),
      ...section(words.methodTitle, method.map((line) => `- ${inline(line)}`).join('\n')),
      `*${inline(labelled('Ralph Moderator', `ralph ${ralph}`, lang))}*`,
    ];
    return setPageIn(`${parts.join('\n\n')}\n`, lang);
  },
};

export default markdown;
