import { verbatim } from '../html/markup.ts';

/** What drawings of many cycles need beside the style of every page. */
export const HISTORY_STYLE = verbatim`
main > section, main > header { margin-block-start: 1.75rem; }
main > section > h2 { margin-block-end: 0.6rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.35rem 1rem; align-items: baseline; margin-block-start: 0.4rem; }
.head { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: center; }
.head > :first-child { flex: 1 1 18rem; }
.strip { margin-block: 0.3rem; }
.strip rect[data-href] { cursor: pointer; }
.strip rect:hover { opacity: 0.6; }
.ends { display: flex; justify-content: space-between; flex-wrap: wrap; gap: 0 0.5rem; font-size: 0.75rem; color: var(--soft); }
.tiles { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem; }
.tile { padding: 0.75rem 0.9rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); min-width: 0; display: flex; flex-direction: column; gap: 0.3rem; }
.tile h3 { font-size: 0.8125rem; font-weight: 560; }
.tile .newest { font-size: 1.15rem; font-weight: 660; line-height: 1.2; }
.tile .spark { width: auto; max-width: 100%; }
th .soft { font-weight: 400; }
.tile .small { margin-block-start: auto; }
tbody th:has(.soft) { min-width: 11rem; }
td { white-space: nowrap; }
td:last-child { white-space: normal; min-width: 8rem; }
`;
