import type { Review } from '../../domain/review.ts';
import { seen } from '../../domain/unseen.ts';

/** What a viewer that knows no front matter would take for a tag, a picture or a link. */
const ACTIVE = /<(?=[a-z/!?])|!(?=\[)|(?<=\])\(/gi;

/** Quoted YAML without any of it; it reads back as the same. */
const inert = (yaml: string): string =>
  yaml.replace(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The review's facts as YAML between `---` lines. Every string is quoted, so that no reader of any YAML version takes
 * a commit such as 3e45128 for a number or a ` #60` for a comment; each on one line,
 * so that a `---` inside one never ends the block.
 */
export async function frontMatter(review: Review): Promise<string> {
  const { stringify } = await import('yaml');
  const facts = {
    reviewed_at: review.reviewedAt,
    commit: review.commit,
    status: review.status,
    blockers: review.blockers.map(({ title }) => title),
    progress: review.progress,
    warnings: review.warnings.map(({ title }) => title),
    cycle: review.cycle,
    verdict: review.verdict,
    score: review.score,
    baseline: review.baseline && { cycle: review.baseline.cycle, file: review.baseline.file },
    criteria: Object.fromEntries(review.criteria.map(({ id, points }) => [id, points])),
    metrics: Object.fromEntries(review.metrics.map(({ id, value }) => [id, value])),
    lang: review.lang,
    schema: review.schema,
    ralph: review.ralph,
  };
  const yaml = stringify(facts, {
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
  return `---\n${inert(seen(yaml))}---`;
}
