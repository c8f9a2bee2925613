import { oneLine } from '../domain/printable.ts';
import type { Reporter } from '../domain/reporter.ts';
import type { CriterionResult, Review, ReviewFinding } from '../domain/review.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { COLON, marked } from './words.ts';
import { element, xmlText } from './xml.ts';

const WORDS = {
  en: { objective: 'Objective', check: 'It holds when', todo: 'What to do' },
  fr: { objective: 'Objectif', check: 'C’est tenu quand', todo: 'À faire' },
} as const;

const MOST_CHARS = 4_000;

const lines = (parts: readonly string[]): string => firstChars(parts.join('\n'), MOST_CHARS);

/** What became of a criterion, in one line: its figure and what that means. */
const said = ({ value, doubt, comment }: CriterionResult): string =>
  oneLine([value === null ? '' : marked(value, doubt), comment].filter((part) => part !== '').join(', '));

/** A story with its facts and its remedy, as it stands in the body of a failure. */
const told = ({ id, title, story, evidence, remedy }: ReviewFinding, todo: string): string[] => [
  '',
  `${id}: ${oneLine(title)}`,
  oneLine(story),
  ...evidence.map((fact) => `- ${oneLine(fact)}`),
  ...(remedy.length === 0 ? [] : [todo]),
  ...remedy.flatMap(({ text, code }, index) => [
    `${index + 1}. ${oneLine(text)}`,
    ...(code?.lines ?? []).map((line) => `   ${line}`),
  ]),
];

function failureOf(criterion: CriterionResult, { blockers, warnings, lang }: Review): string {
  const words = WORDS[lang];
  const stories = [...blockers, ...warnings].filter(({ explains }) => explains.includes(criterion.id));
  const { objective, check, why } = criterion;
  const command = check.command === undefined ? '' : `${COLON[lang]}${check.command}`;
  return lines([
    oneLine(why),
    ...(objective === null ? [] : [`${words.objective}${COLON[lang]}${oneLine(objective)}`]),
    `${words.check}${COLON[lang]}${oneLine(`${check.text}${command}`)}`,
    ...stories.flatMap((finding) => told(finding, words.todo)),
  ]);
}

/** What a test case holds: nothing where the criterion is kept. */
function outcomeOf(criterion: CriterionResult, review: Review): string {
  const message = said(criterion);
  switch (criterion.verdict) {
    case 'fail': {
      const type = criterion.blocking ? 'blocker' : 'attention';
      return element('failure', { message, type }, xmlText(failureOf(criterion, review)));
    }
    case 'errored':
      return element('error', { message, type: 'errored' }, xmlText(lines([criterion.comment])));
    case 'not-applicable':
      // As text: the stricter schemas know no message here.
      return element('skipped', {}, xmlText(message));
    default:
      return '';
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/**
 * A test case per criterion in the XML of JUnit, as Jenkins and Ant have it: what failed is a failure, what could not be judged an
 * error, what does not apply is skipped. Times are those of the probes on which the criteria stand.
 */
const junit: Reporter = {
  id: 'junit',
  draw(review) {
    const { criteria, probes, target, cycle, verdict, status, score, commit, ralph, reviewedAt } = review;
    const durationOf = (probe: string): number => probes.find(({ id }) => id === probe)?.durationMs ?? 0;
    const count = (which: CriterionResult['verdict']): number =>
      criteria.filter((each) => each.verdict === which).length;
    const cases = criteria.map((each) =>
      element(
        'testcase',
        { name: oneLine(each.title), classname: `ralph.${each.id}`, time: seconds(durationOf(each.probe)) },
        outcomeOf(each, review),
      ),
    );
    const facts = {
      ...{ ralph, cycle, verdict, commit: commit ?? '', target: target.url },
      score: score ? `${score.points}/${score.max}` : '',
    };
    const properties = Object.entries(facts).map(([name, value]) =>
      element('property', { name, value: oneLine(String(value)) }),
    );
    const suite = element(
      'testsuite',
      {
        ...{ name: oneLine(target.name) || 'ralph', package: 'ralph', id: 0 },
        // Ant's schema wants it without a zone; it is UTC.
        ...{ timestamp: reviewedAt.slice(0, 19), hostname: 'localhost', tests: criteria.length },
        ...{ failures: count('fail'), errors: count('errored'), skipped: count('not-applicable') },
        time: seconds(criteria.reduce((sum, { probe }) => sum + durationOf(probe), 0)),
      },
      [
        '',
        element('properties', {}, `\n${properties.join('\n')}\n`),
        ...cases,
        element('system-out', {}, xmlText(oneLine(status))),
        element('system-err', {}),
        '',
      ].join('\n'),
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, `\n${suite}\n`)}\n`;
  },
};

export default junit;
