import type { FleetStack, NamedFinding } from '../../domain/fleet.ts';
import type { Lang } from '../../domain/text.ts';

/** What is wrong with a stack in a way that others may share. */
export interface Effect {
  readonly id: string;
  readonly title: string;
}

const WORDS = {
  en: {
    worse: (title: string) => `${title} became worse`,
    apart: (title: string) => `${title} stands apart`,
  },
  fr: { worse: (title: string) => `${title} a empiré`, apart: (title: string) => `${title} se détache` },
} as const;

/** What of its findings follows from none of the others. */
export const rootsOf = (findings: readonly NamedFinding[]): NamedFinding[] =>
  findings.filter(({ cause }) => cause === undefined);

/** Its findings, causes only; the figures that became worse; and those that stand apart from their peers'. */
export const effectsOf = (stack: FleetStack, lang: Lang): Effect[] => [
  ...rootsOf([...stack.blockers, ...stack.warnings]).map(({ id, title }) => ({ id, title })),
  ...stack.regressions.map(({ metric, title }) => ({
    id: `worse ${metric}`,
    title: WORDS[lang].worse(title),
  })),
  ...stack.outliers.map(({ metric, title }) => ({ id: `apart ${metric}`, title: WORDS[lang].apart(title) })),
];

/** What is said most often; of several the first. */
export function commonest(said: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of said) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0] as [
    string,
    number,
  ])[0];
}
