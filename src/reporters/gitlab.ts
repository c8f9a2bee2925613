import { createHash } from 'node:crypto';
import { oneLine } from '../domain/printable.ts';
import type { Reporter } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { seen } from '../domain/unseen.ts';
import { deltaOf } from './change-delta.ts';
import { changeWords } from './words.ts';

const MOST_CHARS = 1_000;

/** The severities of GitLab for ours. */
const SEVERITIES = { blocker: 'blocker', warning: 'major', note: 'info' } as const;

interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** The same as long as it is the same thing of the same target, so that GitLab sees what is new and what is gone. */
  readonly fingerprint: string;
  readonly severity: (typeof SEVERITIES)[keyof typeof SEVERITIES];
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** Nothing that is measured stands on a line of the sources: what the stack is held to stands in the config. */
const location = { path: 'ralph.config.yaml', lines: { begin: 1 } };

const issue = (
  { target }: Review,
  { check, said, severity }: { check: string; said: string; severity: Issue['severity'] },
): Issue => ({
  description: firstChars(oneLine(said), MOST_CHARS),
  check_name: `ralph/${check}`,
  fingerprint: createHash('sha256').update(`${target.name}\n${check}`).digest('hex'),
  severity,
  location,
});

/** The code quality report of GitLab: an issue per finding, and one per figure that regressed. */
const gitlab: Reporter = {
  id: 'gitlab',
  draw(review) {
    const { blockers, warnings, notes, changes, baseline, lang } = review;
    const findings = [...blockers, ...warnings, ...notes].map(({ id, title, story, severity }) =>
      issue(review, { check: id, said: `${title}. ${story}`, severity: SEVERITIES[severity] }),
    );
    const regressions = changes
      .filter(({ kind }) => kind === 'worse')
      .map((change) => {
        const { metric, title, before, now } = change;
        const moved = `${before ?? '–'} → ${now ?? '–'} ${deltaOf(change)}`;
        const said = `${title} ${changeWords(change, lang, baseline?.differences ?? [])}, ${moved}`;
        return issue(review, { check: `regression/${metric}`, said, severity: 'major' });
      });
    return `${seen(JSON.stringify([...findings, ...regressions], null, 2))}\n`;
  },
};

export default gitlab;
