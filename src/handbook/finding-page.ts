import type { Diagnosis, Story } from '../domain/finding.ts';
import type { Lang } from '../domain/text.ts';
import { checks, codes, labelled, steps } from './parts.ts';
import { WORDS } from './words.ts';

/** The page of a diagnosis, with one story of its own as the example. */
export function findingPage(
  { id, layer, explains, otherwise, about }: Diagnosis,
  { title, causes = [], evidence, story, remedy, unblock }: Story,
  lang: Lang,
): string {
  const words = WORDS[lang];
  const severity =
    explains.length === 0
      ? words.alone[otherwise]
      : labelled(
          words.blocks,
          `${codes(explains)} ; ${words.otherwise[otherwise]}`.replace(' ;', lang === 'fr' ? ' ;' : ';'),
          lang,
        );
  return [
    `## ${id}`,
    about[lang],
    [
      `- ${labelled(words.layer, `\`${layer}\``, lang)}`,
      `- ${severity}`,
      ...(causes.length > 0 ? [`- ${labelled(words.cause, codes(causes), lang)}`] : []),
    ].join('\n'),
    `### ${words.example}`,
    `**${title[lang]}**`,
    evidence.map((line) => `- ${line[lang]}`).join('\n'),
    story[lang],
    `### ${words.remedy}`,
    steps(remedy, lang),
    ...(unblock.length === 0 ? [] : [`### ${words.over}`, checks(unblock, lang)]),
  ].join('\n\n');
}
