import type { Diagnosis, Finding, Severity, Story } from '../domain/finding.ts';
import { layers } from '../domain/layer.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { LooseFacts } from './facts.ts';
import type { Judged } from './judge.ts';

/** A finding that may still name causes which were not raised. */
type Raised = Omit<Finding, 'cause'> & Pick<Story, 'causes'>;

function severityOf(explains: readonly string[], failing: readonly Judged[], otherwise: Severity): Severity {
  const own = failing.filter(({ criterion }) => explains.includes(criterion.id));
  if (own.some(({ settings }) => settings.blocking)) return 'blocker';
  return own.length > 0 ? 'warning' : otherwise;
}

function tell(diagnosis: Diagnosis, failing: readonly Judged[], facts: LooseFacts): Raised[] {
  const story = diagnosis.detect(facts, new Set(failing.map(({ criterion }) => criterion.id)));
  if (!story) return [];
  const { id, layer, otherwise } = diagnosis;
  const explains = story.explains ?? diagnosis.explains;
  return [{ ...story, id, layer, explains, severity: severityOf(explains, failing, otherwise) }];
}

/** The finding of a criterion that failed without a known story. */
function plain({ criterion, settings, value, comment, objective }: Judged, facts: LooseFacts): Raised {
  const figure = (lang: 'en' | 'fr'): string => [value?.[lang], comment[lang]].filter(Boolean).join(', ');
  const check = { ...criterion.check(facts, objective), holds: false };
  const title = {
    en: `${criterion.failureTitle.en} (${figure('en')})`,
    fr: `${criterion.failureTitle.fr} (${figure('fr')})`,
  };
  const headline = {
    en: criterion.failureTitle.en.toUpperCase(),
    fr: criterion.failureTitle.fr.toUpperCase(),
  };
  return {
    id: criterion.finding,
    layer: criterion.layer,
    explains: [criterion.id],
    ...(criterion.causes && { causes: criterion.causes }),
    severity: settings.blocking ? 'blocker' : 'warning',
    title,
    headline,
    evidence: [{ en: figure('en'), fr: figure('fr') }],
    story: criterion.why,
    remedy: criterion.remedy(facts),
    unblock: [check],
  };
}

/** A stack that is down, or shut, explains everything that stands on its answers: one failure, not many. */
function uncovered(findings: readonly Raised[], failing: readonly Judged[]): Raised[] {
  const failed = new Set(failing.map(({ criterion }) => criterion.id));
  const covering = findings.filter(
    ({ layer, explains }) => layer === 'stack' && explains.some((id) => failed.has(id)),
  );
  const covered = new Set(covering.flatMap(({ explains }) => explains));
  const follows = ({ causes = [] }: Raised): boolean => covering.some(({ id }) => causes.includes(id));
  return findings.filter((finding) => {
    const { layer, explains } = finding;
    if (layer === 'stack') return true;
    if (explains.length > 0) return explains.some((id) => !covered.has(id));
    // A suite has run by itself, whatever the stack did.
    return layer === 'suite' || !follows(finding);
  });
}

/** A title that quotes a stack stands in several places of a review; all of what it said is in the evidence. */
const TITLE_CHARS = 300;

const asTitle = (title: string): string =>
  title.length <= TITLE_CHARS ? title : `${firstChars(title, TITLE_CHARS).replace(/\s+\S*$/, '')} …`;

/** By layer from the ground up, then by id; a consequence never stands before its cause, unless they form a ring. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || (a.id < b.id ? -1 : 1),
  );
  const begun = new Set<Finding>();
  const withCause = (finding: Finding): Finding[] => {
    if (begun.has(finding)) return [];
    begun.add(finding);
    const cause = sorted.find(({ id }) => id === finding.cause);
    return cause ? [...withCause(cause), finding] : [finding];
  };
  return sorted.flatMap(withCause);
}

/** Tells every story that the evidence bears out, and one for each failed criterion that none of them explains. */
export function diagnose(
  judged: readonly Judged[],
  diagnoses: readonly Diagnosis[],
  facts: LooseFacts,
): Finding[] {
  const failing = judged.filter(({ verdict }) => verdict === 'fail');
  const stories = uncovered(
    diagnoses.flatMap((diagnosis) => tell(diagnosis, failing, facts)),
    failing,
  );
  const explained = new Set(stories.flatMap(({ explains }) => explains));
  const rest = failing
    .filter(({ criterion }) => !explained.has(criterion.id))
    .map((each) => plain(each, facts));
  const raised = [...stories, ...rest];
  const ids = new Set(raised.map(({ id }) => id));
  return inOrder(
    raised.map(({ causes, ...finding }) => {
      const cause = causes?.find((id) => id !== finding.id && ids.has(id));
      const title = { en: asTitle(finding.title.en), fr: asTitle(finding.title.fr) };
      return { ...finding, title, ...(cause !== undefined && { cause }) };
    }),
  );
}
