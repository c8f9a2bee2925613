import type { Action, Review, ReviewFinding } from '../../domain/review.ts';
import { COLON } from '../words.ts';
import { code, fence, inline } from './escape.ts';
import { WORDS } from './words.ts';

const ICONS = { blocker: '❌', warning: '⚠️', note: 'ℹ️' } as const;

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

function story(finding: ReviewFinding, review: Review): string {
  const words = WORDS[review.lang];
  const all = [...review.blockers, ...review.warnings, ...review.notes];
  const cause = all.find(({ id }) => id === finding.cause);
  return [
    `### ${ICONS[finding.severity]} ${inline(finding.title)}`,
    inline(finding.story),
    list(finding.evidence.map(inline)),
    ...(cause ? [`*${words.consequenceOf}${inline(cause.title)}*`] : []),
    `${words.explained}${code(`ralph explain ${finding.id}`)}`,
  ].join('\n\n');
}

/** What works, what is broken, and the stories behind it, causes first. */
export function diagnosis(review: Review): string {
  const words = WORDS[review.lang];
  const { blockers, warnings, notes, progress } = review;
  const findings = [...blockers, ...warnings, ...notes];
  const isRegressed = review.changes.some(({ kind, proof }) => kind === 'worse' && proof !== undefined);
  const stories =
    findings.length === 0
      ? [isRegressed ? words.onlyRegressed : words.nothingFound]
      : findings.map((finding) => story(finding, review));
  const works = progress.length === 0 ? [] : [`### ${words.works}`, list(progress.map(inline))];
  const broken =
    blockers.length === 0
      ? []
      : [`### ${words.broken}`, list(blockers.map(({ title }) => `**${inline(title)}**`))];
  return [`## ${words.diagnosis}`, ...stories, ...works, ...broken].join('\n\n');
}

/** The remedies of the blockers, or of the warnings where nothing blocks, step by step. */
export function solution(review: Review): string | undefined {
  const words = WORDS[review.lang];
  const urgent = review.blockers.length > 0;
  const findings = urgent ? review.blockers : review.warnings;
  if (findings.length === 0) return undefined;
  const parts = findings.flatMap(({ title, remedy }, index) => [
    `### ${words.step} ${index + 1}${COLON[review.lang]}${inline(title)}`,
    ...remedy.flatMap(({ text, code: typed }, step) => [
      `${step + 1}. ${inline(text)}`,
      ...(typed ? [fence(typed.language, typed.lines.join('\n'))] : []),
    ]),
  ]);
  return [`## ${urgent ? words.solution : words.improvements}`, ...parts].join('\n\n');
}

const boxes = (actions: readonly Action[]): string =>
  actions.map(({ text }) => `- [ ] ${inline(text)}`).join('\n');

/** Actions and unblock criteria as check-boxes; what holds already is ticked. */
export function checklists({ actions, unblock, verdict, blockers, lang }: Review): string[] {
  const words = WORDS[lang];
  const checks = unblock
    .map(
      ({ text, command, holds }) =>
        `- [${holds ? 'x' : ' '}] ${inline(text)}${command === undefined ? '' : `${COLON[lang]}${code(command)}`}`,
    )
    .join('\n');
  return [
    ...(actions.length === 0
      ? []
      : [`### ${blockers.length > 0 ? words.actions : words.advised}`, boxes(actions)]),
    ...(verdict === 'ok' || unblock.every(({ holds }) => holds)
      ? []
      : [`### ${words.unblock}`, `${words.askedAgain}${code('ralph verify')}`, checks]),
  ];
}
