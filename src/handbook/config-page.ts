import type { Criterion } from '../domain/criterion.ts';
import { figure } from '../domain/figure.ts';
import { type Lang, setPageIn } from '../domain/text.ts';
import { type Block, blocksOf, type Field, insideOf, textAndDefault } from './config-block.ts';
import { FRENCH } from './config-french.ts';
import { CONFIG_WORDS } from './config-words.ts';
import { FLEET_CONFIG_WORDS } from './fleet-config-words.ts';
import { WORDS } from './words.ts';

/** A sentence of the schema in a language. Throws where its French is missing. */
function said(text: string, lang: Lang): string {
  const french = FRENCH[text];
  if (french === undefined) throw new Error(`handbook/config-french.ts lacks: ${text}`);
  return lang === 'en' ? text : french;
}

const code = (text: string): string => `\`${text}\``;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

/** A value as YAML writes it on one line. */
function flow(example: unknown): string {
  if (Array.isArray(example)) return `[${example.map(flow).join(', ')}]`;
  if (typeof example !== 'object' || example === null) return String(example);
  const pairs = Object.entries(example).map(([key, value]) => `${key}: ${flow(value)}`);
  return `{${pairs.join(', ')}}`;
}

const written = (example: unknown): string => code(flow(example));

/** What may stand behind a key. */
function taken(field: Field, lang: Lang): string {
  const words = CONFIG_WORDS[lang];
  if (field.properties) return words.block;
  if (field.items?.properties) return words.blocks;
  if (insideOf(field).properties) return words.named;
  if (field.allOf) return words.described;
  if (field.examples) return `${words.such} ${field.examples.map(written).join(', ')}`;
  if (field.items?.enum) return `${words.list} ${field.items.enum.map(code).join(', ')}`;
  if (field.enum) return field.enum.map(code).join(', ');
  if (field.type === 'boolean') return '`true`, `false`';
  if (field.type === 'integer') return `${words.whole} ${field.minimum}–${field.maximum}`;
  return field.type === 'number' ? words.number : words.text;
}

/** Values stand as they are written in the file, what a person reads in the language. */
const otherwiseIn = (otherwise: string | undefined, lang: Lang): string =>
  otherwise === undefined ? '' : otherwise in FRENCH ? said(otherwise, lang) : code(otherwise);

const rowsOf = ({ properties = {}, required = [] }: Field, lang: Lang): string[][] =>
  Object.entries(properties).map(([key, field]) => {
    const { text, otherwise } = textAndDefault(field);
    const wanted = required.includes(key) ? CONFIG_WORDS[lang].required : otherwiseIn(otherwise, lang);
    return [code(key), taken(field, lang), wanted, said(text, lang)];
  });

const headOf = (lang: Lang): readonly string[] => CONFIG_WORDS[lang].head;

function blockPage({ paths, field }: Block, lang: Lang): string {
  const [first = '', ...others] = paths;
  const { text } = textAndDefault(field);
  const words = CONFIG_WORDS[lang];
  return [
    `## ${first === '' ? words.outermost : first}`,
    ...(others.length > 0
      ? [`${words.also} ${others.map(code).join(', ')}.`]
      : text
        ? [said(text, lang)]
        : []),
    table(headOf(lang), rowsOf(field, lang)),
  ].join('\n\n');
}

/** What each criterion has where the config is silent; what can be said of one is the same for all. */
function criteriaPage(keys: Field, criteria: readonly Criterion[], lang: Lang): string {
  const words = CONFIG_WORDS[lang];
  const rows = criteria.map(({ id, objective, weight, blocking, shown }) => [
    `[${code(id)}](criteria.md#${id})`,
    objective ? code(figure(objective.value, objective.unit)) : '–',
    code(String(weight)),
    code(String(blocking)),
    code(String(shown)),
  ]);
  return [
    '## criteria',
    words.criteriaLead,
    table(
      words.criteriaHead,
      rowsOf(keys, lang).map(([key = '', takes = '', , text = '']) => [
        key,
        key === '`objective`' ? words.objective : takes,
        text,
      ]),
    ),
    words.criteriaDefaults,
    table([WORDS[lang].criteria, '`objective`', '`weight`', '`blocking`', '`shown`'], rows),
  ].join('\n\n');
}

/** The reference of `ralph.config.yaml` in a language, drawn from its JSON Schema. */
export function configPage(schema: Field, criteria: readonly Criterion[], lang: Lang): string {
  const words = CONFIG_WORDS[lang];
  const { criteria: ofCriteria, ...others } = schema.properties ?? {};
  // Of all criteria one that has an objective says every key there is.
  const keys = Object.values(ofCriteria?.properties ?? {}).find(({ properties }) => properties?.objective);
  if (!keys) throw new Error('no criterion of the schema has an objective');
  const [outermost = { paths: [''], field: schema }, ...blocks] = blocksOf({ ...schema, properties: others });
  const whole = { ...outermost, field: schema };
  const page = `${[
    `# ${words.title}`,
    words.lead,
    ...[whole, ...blocks].map((block) => blockPage(block, lang)),
    criteriaPage(keys, criteria, lang),
  ].join('\n\n')}\n`;
  return setPageIn(page, lang);
}

/** The reference of `fleet.yaml` in a language, drawn from its JSON Schema; its criteria are those of the config. */
export function fleetConfigPage(schema: Field, lang: Lang): string {
  const words = FLEET_CONFIG_WORDS[lang];
  const { criteria = {}, ...others } = schema.properties ?? {};
  const [outermost = { paths: [''], field: schema }, ...blocks] = blocksOf({ ...schema, properties: others });
  const whole = { ...outermost, field: { ...schema, properties: { ...others, criteria } } };
  const page = `${[
    `# ${words.title}`,
    words.lead,
    ...[whole, ...blocks].map((block) => blockPage(block, lang)),
    words.criteria,
  ].join('\n\n')}\n`;
  return setPageIn(page, lang);
}
