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

/**
 * What a CI runner that reads the log takes for an order: GitHub Actions a line that begins with `::` and `##[`
 * anywhere, Azure Pipelines `##vso[`, TeamCity `##teamcity[`.
 */
const ORDERS = /^(\s*:)(?=:)|(##(?:vso|teamcity)?)(?=\[)/gim;

/** Text that a terminal, a page or a log shows as it is; line breaks and tabs stay, and orders to a CI runner are no longer any. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(SEQUENCES, '')
    .replace(CONTROLS, '')
    .replace(ORDERS, (order) => `${order} `);

/** As {@link printable}, on one line. */
export const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();
