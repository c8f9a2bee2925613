/** Whether a text has something in it that a voice can say: silence for "…" is no failure of a voice. */
export const isSayable = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
