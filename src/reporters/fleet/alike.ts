import type { FleetReview, FleetStack, NamedFinding } from '../../domain/fleet.ts';
import { oneLine } from '../../domain/printable.ts';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { figuresIn, type Lang } from '../../domain/text.ts';
import { COLON } from '../words.ts';
import { FLEET_WORDS } from './words.ts';

/** What of its findings follows from no other. */
export const roots = (findings: readonly NamedFinding[]): NamedFinding[] =>
  findings.filter(({ cause }) => cause === undefined);

/** The ids of what is wrong with a stack, blockers first; of one without a review its outcome. */
export const wrongIds = ({ blockers, warnings }: FleetStack): string[] =>
  [...roots(blockers), ...roots(warnings)].map(({ id }) => oneLine(id));

/** What else there is to say of stacks in few words: why one has no review, what moved, what was not asked. */
export function besides(stacks: readonly FleetStack[], lang: Lang): string[] {
  const words = FLEET_WORDS[lang];
  const [why, ...others] = new Set(stacks.map((stack) => stack.why));
  const worse = stacks.reduce((sum, { regressions }) => sum + regressions.length, 0);
  const apart = stacks.reduce((sum, { outliers }) => sum + outliers.length, 0);
  const leftOut = new Set(stacks.flatMap((stack) => stack.leftOut.map(oneLine)));
  return [
    ...(why && others.length === 0 ? [oneLine(why)] : []),
    ...(worse > 0 ? [words.worse(worse)] : []),
    ...(apart > 0 ? [words.apart(apart)] : []),
    ...(leftOut.size > 0 ? [words.leftOut([...leftOut].join(', '))] : []),
  ];
}

/** Stacks of which the same is to be said. */
export interface Alike {
  readonly stacks: readonly [FleetStack, ...FleetStack[]];
  readonly ids: readonly string[];
}

const kindsOf = (stack: FleetStack): unknown[] => [
  ...[stack.verdict, wrongIds(stack)],
  ...[stack.regressions, stack.outliers, stack.leftOut].map(({ length }) => length > 0),
];

/** The stacks in groups of one verdict and the same findings, in the order of their worst. */
export function alikeOf(stacks: readonly FleetStack[]): Alike[] {
  const groups = new Map<string, [FleetStack, ...FleetStack[]]>();
  for (const stack of stacks) {
    const key = JSON.stringify(kindsOf(stack));
    const group = groups.get(key);
    if (group) group.push(stack);
    else groups.set(key, [stack]);
  }
  return [...groups.values()].map((group) => ({ stacks: group, ids: wrongIds(group[0]) }));
}

/** "90.9–100 %"; "–" where nothing was scored. */
export function scoresOf(stacks: readonly FleetStack[], lang: Lang): string {
  const percents = stacks.flatMap(({ score }) => score?.percent ?? []);
  if (percents.length === 0) return '–';
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  return figuresIn(least === most ? `${least} %` : `${least}–${most} %`, lang);
}

/** "55 BLOCKED, 3 ATTENTION, 142 OK", worst first. */
export function tallyOf({ stacks, lang }: Pick<FleetReview, 'stacks' | 'lang'>): string {
  const verdicts = new Set(stacks.map(({ verdict }) => verdict));
  return [...verdicts]
    .map((each) => `${stacks.filter(({ verdict }) => verdict === each).length} ${VERDICT_WORDS[each][lang]}`)
    .join(', ');
}

/** "gpu-001, gpu-002 +30": as many names as have room in so many characters, at least one. */
export function namesIn(names: readonly string[], room: number): string {
  const [first = '', ...others] = names.map(oneLine);
  let said = first;
  for (const [index, name] of others.entries()) {
    const left = others.length - index - 1;
    if (`${said}, ${name}${left > 0 ? ` +${left}` : ''}`.length > room) return `${said} +${left + 1}`;
    said = `${said}, ${name}`;
  }
  return said;
}

/** "Title: text" as its language sets it. */
export const labelled = (label: string, text: string, lang: Lang): string => `${label}${COLON[lang]}${text}`;
