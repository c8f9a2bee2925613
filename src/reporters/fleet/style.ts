import { verbatim } from '../html/markup.ts';

/** What the page of a fleet needs beside the style of drawings of many reviews. */
export const FLEET_STYLE = verbatim`
.mends { display: grid; gap: 0.75rem; padding: 0; list-style: none; counter-reset: mend; }
.mends li { padding: 0.75rem 1rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--tone); border-radius: 0.5rem; background: var(--raised); min-width: 0; overflow-wrap: anywhere; }
.mends h3 { counter-increment: mend; }
.mends h3::before { content: counter(mend) ". "; color: var(--soft); }
.mends p { margin-block-start: 0.25rem; }
.site > span, main > header, section > h2, summary { min-width: 0; overflow-wrap: anywhere; }
details > summary { width: fit-content; padding-block: 0.4rem; color: var(--accent); font-size: 0.875rem; cursor: pointer; }
td:last-child:nth-child(3), .wrong { min-width: 14rem; overflow-wrap: anywhere; }
tbody th { overflow-wrap: anywhere; min-width: 7rem; }
`;
