import { folded } from '../domain/folded.ts';
import { oneLine } from '../domain/printable.ts';
import type { Lang, Text } from '../domain/text.ts';
import type { Key } from './key.ts';

const WIDTH = 80;

const HEAD: Text = {
  en: 'What ralph reviews here: "ralph review" does it, "ralph doctor" says what of it can be measured. A key behind a # is not in force: take the # away to set it.',
  fr: 'Ce que ralph examine ici : « ralph review » le fait, « ralph doctor » dit ce qui en est mesurable. Une clé derrière un # n’a pas d’effet : ôtez le # pour la poser.',
};

const commented = (text: string, indent: string): string[] =>
  folded(oneLine(text), WIDTH - indent.length - 2)
    .split('\n')
    .map((line) => `${indent}# ${line}`);

/** A block of these keys as YAML; large values stand over several lines, those behind a # on one. */
async function block(keys: readonly Key[], indent: string, lang: Lang): Promise<string[]> {
  const { Document, isMap, isSeq, visit } = await import('yaml');
  return keys.flatMap(({ name, value, about, off }) => {
    const document = new Document({ [name]: value });
    const isLong = document.toString({ lineWidth: 0 }).length > WIDTH && !off;
    visit(document, {
      Collection: (_, node, path) => {
        const depth = path.filter((above) => isMap(above) || isSeq(above)).length;
        if (depth >= (isLong ? 2 : 1)) node.flow = true;
      },
    });
    const lines = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().split('\n');
    const mark = off ? '#' : '';
    return [...commented(about[lang], indent), ...lines.map((line) => `${indent}${mark}${line}`)];
  });
}

/** A whole config, as somebody reads it who has never seen one. `schema`: where an editor finds what each key may say. */
export async function drawn(
  target: readonly Key[],
  judging: readonly Key[],
  { lang, schema }: { readonly lang: Lang; readonly schema: string | null },
): Promise<string> {
  return `${[
    ...(schema === null ? [] : [`# yaml-language-server: $schema=${schema}`]),
    ...commented(HEAD[lang], ''),
    'target:',
    ...(await block(target, '  ', lang)),
    '',
    ...(await block(judging, '', lang)),
  ].join('\n')}\n`;
}
