import { verbatim } from '../html/markup.ts';

/** What the pages of the dashboard need beside the style of every page. */
export const DASHBOARD_STYLE = verbatim`
.site { flex-wrap: wrap; }
.pages, .choice { display: flex; flex-wrap: wrap; gap: 0.15rem 0.9rem; }
.pages a, .choice a { padding-block: 0.25rem; text-decoration: none; }
.pages a:hover, .choice a:hover { text-decoration: underline; }
.pages a[aria-current], .choice a[aria-current] { color: inherit; font-weight: 640; border-block-end: 2px solid var(--accent); }
#live::before { content: ""; display: inline-block; width: 0.5rem; height: 0.5rem; margin-inline-end: 0.35rem; border-radius: 50%; background: var(--edge); }
#live[data-state="live"]::before { background: var(--good); }
#live[data-state="lost"]::before { background: var(--bad); }
#live[data-state="newer"]::before { background: var(--warn); }
form.fields { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin-block: 0.75rem; }
label { display: flex; flex-direction: column; gap: 0.2rem; font-size: 0.8125rem; color: var(--soft); min-width: 0; max-width: 100%; }
input, select { padding: 0.3rem 0.5rem; min-height: 2rem; max-width: 100%; border: 1px solid var(--edge); border-radius: 0.4rem; background: var(--raised); color: var(--ink); font: inherit; }
button.main { border-color: var(--accent); background: var(--accent); color: var(--paper); font-weight: 620; min-height: 2rem; }
pre.said { overflow-x: auto; max-height: 30rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
.cards { list-style: none; padding: 0; display: grid; gap: 1rem; }
.cards > li { padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); min-width: 0; }
.tools { margin-block-start: 1rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
`;
