import type { Reporter } from '../domain/reporter.ts';
import { type Review, VERDICT_WORDS } from '../domain/review.ts';
import { setPageIn } from '../domain/text.ts';
import { deltaOf } from './change-delta.ts';
import { inline } from './markdown/escape.ts';
import { details, summary } from './markdown/evidence-sections.ts';
import { checklists, diagnosis, solution } from './markdown/finding-sections.ts';
import { frontMatter } from './markdown/front-matter.ts';
import { comparison, gpuMemory, performance, scoreTable, streaks } from './markdown/score-sections.ts';
import { WORDS } from './markdown/words.ts';
import { COLON } from './words.ts';

const present = (parts: readonly (string | undefined)[]): string[] =>
  parts.filter((part) => part !== undefined);

const name = ({ cycle, label }: Review): string => `Cycle ${cycle}${label ? ` ${inline(label)}` : ''}`;

function verdict(review: Review): string {
  const { verdict: said, status, lang } = review;
  const reasons = inline(status).slice(VERDICT_WORDS[said][lang].length);
  return [
    `## ${WORDS[lang].verdict}`,
    `**${VERDICT_WORDS[said][lang]}${reasons}**`,
    ...checklists(review),
  ].join('\n\n');
}

function footer(review: Review): string {
  const { score, lang, status, quip, ralph } = review;
  const change = review.changes.find(({ metric }) => metric === 'score');
  const isOfAll = change?.kind !== 'incomparable' && change?.note === undefined;
  const moved = change?.delta && isOfAll ? ` (${deltaOf(change)})` : '';
  return [
    `*Ralph Moderator - ${name(review)} - ralph ${inline(ralph)}*`,
    `*Status${COLON[lang]}${inline(status)}*`,
    ...(score ? [`*${WORDS[lang].footScore}${COLON[lang]}${score.percent} %${moved}*`] : []),
    ...(quip ? [`*"${inline(quip)}"*`] : []),
  ].join('\\\n');
}

/** The dated review: front matter for programs, then the document that a person reads from top to bottom. */
const markdown: Reporter = {
  id: 'markdown',
  async draw(review) {
    const words = WORDS[review.lang];
    const sections = present([
      [
        `# Ralph Moderator Review - ${name(review)}`,
        `## STATUS: **${inline(review.status)}**`,
        summary(review),
      ].join('\n\n'),
      details(review),
      diagnosis(review),
      solution(review),
      performance(review),
      gpuMemory(review),
      scoreTable(review),
      comparison(review),
      streaks(review),
      verdict(review),
      [`## ${words.method}`, review.method.map((line) => `- ${inline(line)}`).join('\n')].join('\n\n'),
      footer(review),
    ]);
    return `${await frontMatter(review)}\n\n${setPageIn(sections.join('\n\n---\n\n'), review.lang)}\n`;
  },
};

export default markdown;
