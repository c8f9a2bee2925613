const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text with entities of HTML and XML for what marks it up; `characters`: which of them are told so. */
export const inEntities = (text: string, characters = /[&<>"']/g): string =>
  text.replace(characters, (character) => ENTITIES[character] ?? character);
