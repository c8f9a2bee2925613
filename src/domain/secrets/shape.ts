/** One kind of secret, told by what it looks like. */
export interface Shape {
  readonly id: string;
  /**
   * Global; what it matches is masked but for the group `kept`, with which it may begin. Takes time in proportion to the text,
   * whatever the text: no run of characters is gone through from more than one place.
   */
  readonly pattern: RegExp;
  /** Where the pattern alone cannot tell: whether what is masked is a secret. */
  isSecret?(text: string): boolean;
  /** What it hides is known from then on, and masked wherever it stands alone. */
  readonly learned?: true;
  /** What must be masked, with what stands around it; its beginning is put together, so that no one takes a source file for one that leaks. */
  readonly example: readonly [before: string, secret: string, after?: string];
  /** What must stay as it is. */
  readonly lookAlike: string;
}

/** Before a secret stands no word, unless it is what is left of an escape: `\n`, `%3D`, the end of a colour. */
export const START = '(?:(?<!\\w)|(?<=\\\\[nrt])|(?<=%[\\dA-Fa-f]{2})|(?<=\\[[\\d;]{0,8}m))';

/** No longer run of characters is gone through at once. */
const LONGEST = 4_000;

/** A secret that begins as its provider has it begin, also where a line break cuts it in two. */
export const begun = (prefix: string, tail: string, least: number): RegExp => {
  const rest = `\\r?\\n[ \\t]{0,8}(?=[A-Za-z_-]{0,40}\\d)${tail}{6,${LONGEST}}(?![\\w=:(])`;
  // What stands before is looked at last: a search for a prefix of plain characters is quick.
  return new RegExp(
    `(?:${prefix})(?<=${START}(?:${prefix}))(?:${tail}{${least},${LONGEST}}(?:${rest})?|${tail}{2,${least}}${rest})`,
    'g',
  );
};

/** What stands between the name of a secret and the secret. */
const QUOTE = '(?:\\\\?["\'])?';
export const SEPARATOR = `${QUOTE}\\s{0,4}(?:=>|:=|[=:])\\s{0,4}(?:b(?=["']))?${QUOTE}`;

/** Where a secret ends that nothing encloses. */
export const BARE = '[^\\s"\'`,;&<>{}()|\\\\\\[\\]]';

/** What stands behind a name. */
export const behind = (names: string, separator: string, value: string): RegExp =>
  new RegExp(`(?<kept>(?:${names})${separator})${value}`, 'gi');
