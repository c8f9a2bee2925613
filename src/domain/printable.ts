/** Everything that moves a cursor, colours, hides, reverses or rings; line breaks and tabs stay. */
const CONTROLS = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

const ESCAPE = String.fromCharCode(0x1b);
const CSI = String.fromCharCode(0x9b);
const BELL = String.fromCharCode(0x07);

/** ANSI sequences (ECMA-48 CSI and OSC), removed whole so that their parameters do not stay behind as text. */
const SEQUENCES = new RegExp(
  `${CSI}[0-?]*[ -/]*[@-~]|${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)?|[@-Z\\\\-_])`,
  'g',
);

/** Text that a terminal or a page shows as it is; line breaks and tabs stay. */
export const printable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(SEQUENCES, '').replace(CONTROLS, '');

/** As {@link printable}, on one line. */
export const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();
