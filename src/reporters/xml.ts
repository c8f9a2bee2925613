import { inEntities } from '../domain/entities.ts';
import { printable } from '../domain/printable.ts';

/** What XML 1.0 has no way to say, escaped or not, beside what {@link printable} takes out: halves of characters, and two that are none. */
const UNSAYABLE = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (text: string, characters: RegExp): string =>
  inEntities(printable(text).replace(UNSAYABLE, '\ufffd'), characters);

/** Any text as the content of an element. */
export const xmlText = (text: string): string => escaped(text, /[&<>]/g);

type Attributes = Readonly<Record<string, string | number>>;

const attribute = ([name, value]: readonly [string, string | number]): string =>
  ` ${name}="${escaped(String(value), /[&<>"\n\t]/g)}"`;

/** An element around markup that is XML already; without any it is closed at once. */
export function element(name: string, attributes: Attributes, markup = ''): string {
  const head = `${name}${Object.entries(attributes).map(attribute).join('')}`;
  return markup === '' ? `<${head}/>` : `<${head}>${markup}</${name}>`;
}
