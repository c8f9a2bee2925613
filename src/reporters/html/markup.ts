import { inEntities } from '../../domain/entities.ts';
import { printable } from '../../domain/printable.ts';

/** HTML that is written as it stands. Only {@link html} and {@link verbatim} make it: of literals, and of what they escaped. */
class Safe {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type Markup = Safe;

/** What may stand in a template: a list is written without separator, what is not there as nothing. */
export type Written = Markup | string | number | null | undefined | false | readonly Written[];

function written(value: Written): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Safe) return String(value);
  if (typeof value === 'object') return value.map(written).join('');
  return inEntities(printable(String(value)));
}

/** HTML in which every value is text: in an element, or in an attribute that stands in double quotes. */
export const html = (literals: TemplateStringsArray, ...values: readonly Written[]): Markup =>
  new Safe(literals.reduce((before, literal, index) => before + written(values[index - 1]) + literal));

/** A literal as it stands, for style and script, which know no entities. It takes no values. */
export const verbatim = (literals: TemplateStringsArray): Markup => new Safe(literals.join(''));
