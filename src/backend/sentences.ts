/** The sentences of a text, in order, each with its closing mark. */
export const sentencesOf = (text: string): readonly string[] =>
  text.split(/(?<=[.!?…])\s+/u).filter((sentence) => /\S/.test(sentence));
