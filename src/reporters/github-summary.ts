import type { Reporter } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { inline } from './markdown/escape.ts';
import { checklists, diagnosis, solution } from './markdown/finding-sections.ts';
import { comparison, scoreTable } from './markdown/score-sections.ts';
import { VERDICT_SIGNS } from './verdict-signs.ts';

const WORDS = {
  en: { diagnosis: 'Diagnosis', todo: 'What to do', moved: 'What changed' },
  fr: { diagnosis: 'Diagnostic', todo: 'À faire', moved: 'Ce qui a changé' },
} as const;

/** A part that opens at a click; Markdown inside it wants an empty line on both sides. */
const folded = (title: string, markdown: readonly string[]): string[] =>
  markdown.length === 0 ? [] : [`<details><summary>${title}</summary>`, ...markdown, '</details>'];

/** The summary of a job on GitHub: what a reader wants at a glance, the rest folded, without the raw evidence. */
const githubSummary: Reporter = {
  id: 'github-summary',
  appends: true,
  draw(review: Review) {
    const words = WORDS[review.lang];
    const { cycle, label, target, status, verdict, baseline } = review;
    const name = `${inline(target.name)} - cycle ${cycle}${label ? ` ${inline(label)}` : ''}`;
    const remedy = solution(review);
    const parts = [
      `# ${VERDICT_SIGNS[verdict].icon} Ralph - ${name}`,
      `**${inline(status)}**`,
      scoreTable(review),
      ...folded(words.diagnosis, [diagnosis(review)]),
      ...folded(words.todo, [...(remedy ? [remedy] : []), ...checklists(review)]),
      ...folded(words.moved, baseline ? [comparison(review)] : []),
    ];
    return `${parts.join('\n\n')}\n\n`;
  },
};

export default githubSummary;
