/** A text without what no one sees, and where each of its characters stands in the text itself. */
export interface View {
  readonly text: string;
  /** Where the character at an index stands. */
  at(index: number): number;
}

const ESCAPE = String.fromCharCode(0x1b);
const CSI = String.fromCharCode(0x9b);
const BELL = String.fromCharCode(0x07);

/** Sequences and characters that a terminal or a page does not show. */
const UNSEEN = `(?:${CSI}|${ESCAPE}\\[)[0-?]*[ -/]*[@-~]|${ESCAPE}\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)?|${ESCAPE}[@-Z\\\\-_]?|(?![\\n\\r\\t])[\\p{Cc}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}]`;
const CONTROLS = new RegExp(UNSEEN, 'gu');
const CONTROLS_AND_BREAKS = new RegExp(`${UNSEEN}|[\\n\\r\\t]{1,1000}`, 'gu');

function without(unseen: RegExp, text: string): View {
  const pieces: string[] = [];
  /** From which index of the view on how many characters are missing. */
  const from: number[] = [];
  const missing: number[] = [];
  let seen = 0;
  let last = 0;
  for (const { 0: match, index } of text.matchAll(unseen)) {
    pieces.push(text.slice(last, index));
    seen += index - last;
    last = index + match.length;
    from.push(seen);
    missing.push(last - seen);
  }
  if (last === 0) return { text, at: (index) => index };
  pieces.push(text.slice(last));
  const at = (index: number): number => {
    let low = 0;
    let high = from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((from[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return index + (missing[low - 1] ?? 0);
  };
  return { text: pieces.join(''), at };
}

/** As a person reads it: no colours, no control characters, nothing of no width. */
export const seenText = (text: string): View => without(CONTROLS, text);

/** As {@link seenText}, with its lines joined. */
export const joinedText = (text: string): View => without(CONTROLS_AND_BREAKS, text);
