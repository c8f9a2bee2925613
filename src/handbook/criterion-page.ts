import type { Criterion } from '../domain/criterion.ts';
import { figure } from '../domain/figure.ts';
import type { Lang } from '../domain/text.ts';
import { checks, labelled, steps } from './parts.ts';
import { WORDS } from './words.ts';

const objectiveOf = ({ objective }: Criterion): string | undefined =>
  objective && `${objective.sense === 'at-most' ? '≤' : '≥'} ${figure(objective.value, objective.unit)}`;

/** The page of a criterion; `facts` are those of a stack in good health, for the commands of its remedy. */
export function criterionPage(criterion: Criterion, facts: unknown, lang: Lang): string {
  const { id, title, why, weight, blocking, shown, formula, probe, finding } = criterion;
  const words = WORDS[lang];
  const objective = objectiveOf(criterion);
  const asked = shown ? '' : `, ${words.onRequest}`;
  return [
    `## ${id}`,
    `**${title[lang]}**`,
    why[lang],
    [
      ...(objective ? [`- ${labelled(words.objective, objective, lang)}`] : []),
      `- ${labelled(words.points, formula[lang], lang)}`,
      `- ${labelled(words.weight, `${weight}, ${blocking ? words.blocking : words.notBlocking}${asked}`, lang)}`,
      `- ${labelled(words.stands, `\`${probe}\``, lang)}`,
      `- ${labelled(words.raises, `\`${finding}\``, lang)}`,
    ].join('\n'),
    `### ${words.over}`,
    checks([criterion.check(facts, criterion.objective?.value ?? 0)], lang),
  ].join('\n\n');
}

/** The page of the finding that is raised where a criterion fails and no story explains it. */
export function plainFindingPage(criterion: Criterion, facts: unknown, lang: Lang): string {
  const words = WORDS[lang];
  return [
    `## ${criterion.finding}`,
    `**${criterion.failureTitle[lang]}**`,
    criterion.why[lang],
    `- ${labelled(words.unexplained, `\`${criterion.id}\``, lang)}\n- ${labelled(words.layer, `\`${criterion.layer}\``, lang)}`,
    `### ${words.remedy}`,
    steps(criterion.remedy(facts), lang),
    `### ${words.over}`,
    checks([criterion.check(facts, criterion.objective?.value ?? 0)], lang),
  ].join('\n\n');
}
