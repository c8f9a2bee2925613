import type { Criterion } from '../domain/criterion.ts';
import type { Diagnosis, Story } from '../domain/finding.ts';
import type { Probe } from '../domain/probe.ts';
import { type Lang, setPageIn } from '../domain/text.ts';
import { criterionPage, plainFindingPage } from './criterion-page.ts';
import { findingPage } from './finding-page.ts';
import { metricPages } from './metric-page.ts';
import { WORDS } from './words.ts';

/** What the handbook is drawn from. */
export interface Sources {
  readonly probes: readonly Probe[];
  readonly criteria: readonly Criterion[];
  readonly diagnoses: readonly Diagnosis[];
  /** One story of a diagnosis. */
  storyOf(diagnosis: Diagnosis): Story;
  /** Facts of a stack in good health. */
  readonly healthy: unknown;
}

const chapter = (lang: Lang, title: string, lead: string, pages: readonly string[]): string =>
  setPageIn(`${[`# ${title}`, lead, ...pages].join('\n\n')}\n`, lang);

const byName = (pages: readonly string[]): readonly string[] => pages.toSorted((a, b) => (a < b ? -1 : 1));

/** The chapters of the handbook in a language, each a document of Markdown with a page per id under `## id`. */
export function chapters({ probes, criteria, diagnoses, storyOf, healthy }: Sources, lang: Lang) {
  const words = WORDS[lang];
  return {
    criteria: chapter(
      lang,
      words.criteria,
      words.criteriaLead,
      criteria.map((each) => criterionPage(each, healthy, lang)),
    ),
    findings: chapter(
      lang,
      words.findings,
      words.findingsLead,
      byName([
        ...diagnoses.map((each) => findingPage(each, storyOf(each), lang)),
        ...criteria
          .filter(({ finding }) => !diagnoses.some(({ id }) => id === finding))
          .map((each) => plainFindingPage(each, healthy, lang)),
      ]),
    ),
    metrics: chapter(
      lang,
      words.metrics,
      words.metricsLead,
      probes.flatMap((probe) => metricPages(probe, lang)),
    ),
  };
}

export type Chapter = keyof ReturnType<typeof chapters>;

/** Where the chapters lie in `docs`, in the order in which an id is looked for. */
export const CHAPTERS: readonly Chapter[] = ['criteria', 'findings', 'metrics'];

/** The file of a chapter, relative to `docs`. */
export const fileOf = (name: Chapter, lang: Lang): string => `${lang === 'en' ? '' : `${lang}/`}${name}.md`;
