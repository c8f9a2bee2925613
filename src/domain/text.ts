import { figuresWithCommas, setFrenchPage, withCommas } from './french.ts';

/** The languages a review is written in. */
export type Lang = 'en' | 'fr';

/** The same sentence in every language of the product. */
export type Text = Readonly<Record<Lang, string>>;

/** T with every {@link Text} inside it, at any depth, replaced by the string of one language. */
export type Localised<T> = T extends Text
  ? string
  : T extends readonly (infer Item)[]
    ? Localised<Item>[]
    : T extends object
      ? { [Key in keyof T]: Localised<T[Key]> }
      : T;

const isText = (value: object): value is Text =>
  'en' in value && 'fr' in value && Object.keys(value).length === 2;

/** Picks one language out of a value that carries several; everything else is copied as it is. */
export function localise<T>(value: T, lang: Lang): Localised<T>;
export function localise(value: unknown, lang: Lang): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => localise(item, lang));
  if (isText(value)) return said(value, lang);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localise(item, lang)]));
}

/** A text in one language, its figures as that language writes them. */
export const said = ({ en, fr }: Text, lang: Lang): string =>
  lang === 'en' ? en : en === fr ? figuresWithCommas(fr) : withCommas(fr);

/** A figure, or what was put together in a language already, as that language writes figures. */
export const figuresIn = (shown: string, lang: Lang): string => (lang === 'fr' ? withCommas(shown) : shown);

/** A page of Markdown as its language is set: in French, no line breaks before a unit or a high sign. Fences stay. */
export const setPageIn = (markdown: string, lang: Lang): string =>
  lang === 'fr' ? setFrenchPage(markdown) : markdown;

/** A text that reads the same in every language: a figure, a name, a command. */
export const same = (text: string): Text => ({ en: text, fr: text });
