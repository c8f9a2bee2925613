/** What came of reading one text of the config: its value, or what would have been right. */
export type Reading<Value> =
  | { readonly value: Value }
  | {
      readonly expected: string;
      /** True where the text may hold a secret, so that no message repeats it. */
      readonly secret?: boolean;
    };

/** One way of writing a value as text. The pattern goes into the JSON Schema; `read` has the last word. */
export interface Notation<Value> {
  readonly pattern: RegExp;
  /** Texts that are read, for editors and the reference. */
  readonly examples: readonly string[];
  /** Ends the sentence "expected …". */
  readonly expected: string;
  read(text: string): Reading<Value>;
}
