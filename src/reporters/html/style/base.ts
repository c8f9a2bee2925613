import { verbatim } from '../markup.ts';

/** Colours, letters and the frame of every page; light and dark by the system, or by the switch. */
export const BASE = verbatim`
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #151614);
  --raised: light-dark(#ffffff, #1d1f1c);
  --tint: light-dark(#f1eee8, #262925);
  --ink: light-dark(#1f1e1b, #ebe9e3);
  --soft: light-dark(#625e57, #a8a49b);
  --line: light-dark(#e0dbd2, #343731);
  --edge: light-dark(#8a857b, #7b7e75);
  --accent: light-dark(#1f5d50, #8fd0bd);
  --good: light-dark(#1e6b3c, #7fcf98);
  --warn: light-dark(#855300, #edbb62);
  --bad: light-dark(#a1260d, #ff9f88);
  --good-tint: light-dark(#e4f1e7, #1c2f23);
  --warn-tint: light-dark(#fbefd8, #352a15);
  --bad-tint: light-dark(#fbe7e2, #3a211b);
  font: 0.9375rem / 1.5 system-ui, sans-serif;
  color: var(--ink);
  background: var(--paper);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
.tone-good { --tone: var(--good); --tone-tint: var(--good-tint); }
.tone-warn { --tone: var(--warn); --tone-tint: var(--warn-tint); }
.tone-bad { --tone: var(--bad); --tone-tint: var(--bad-tint); }
.tone-plain { --tone: var(--soft); --tone-tint: var(--tint); }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; overflow-wrap: break-word; }
.wrap { width: 100%; max-width: 68rem; margin-inline: auto; padding-inline: clamp(0.9rem, 3vw, 2rem); }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, table { margin: 0; }
h1 { font-size: 1.3rem; line-height: 1.25; font-weight: 680; letter-spacing: -0.01em; }
h2 { font-size: 1.05rem; line-height: 1.3; font-weight: 660; }
h3 { font-size: 0.9375rem; line-height: 1.4; font-weight: 640; }
a { color: var(--accent); text-underline-offset: 0.15em; }
code, pre, kbd { font: 0.8125rem / 1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.soft { color: var(--soft); }
.small { font-size: 0.8125rem; }
.figures { font-variant-numeric: tabular-nums; }
.tone { color: var(--tone); }
.badge {
  display: inline-block;
  padding: 0.05rem 0.45rem;
  border-radius: 0.3rem;
  background: var(--tone-tint);
  color: var(--tone);
  font-size: 0.75rem;
  font-weight: 640;
  white-space: nowrap;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
button {
  padding: 0.2rem 0.6rem;
  min-height: 1.75rem;
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  background: var(--raised);
  color: inherit;
  font: inherit;
  font-size: 0.8125rem;
  cursor: pointer;
}
button:hover { border-color: var(--edge); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { color: var(--soft); font-size: 0.75rem; font-weight: 560; }
tbody th { color: inherit; font-size: inherit; }
:is(th, td).end { text-align: end; }
:is(th, td):last-child { padding-inline-end: 0; }
.site { display: flex; gap: 0.75rem; align-items: center; padding-block: 0.7rem; border-block-end: 1px solid var(--line); }
.site .brand { font-weight: 680; }
.site .room { flex: 1; }
.foot { margin-block-start: 2.5rem; padding-block: 1rem 2rem; border-block-start: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }
:is(h2, h3, section, article)[id] { scroll-margin-block-start: 0.75rem; }
:root:not(.scripted) .scripted-only { display: none; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { color-scheme: light; --paper: #fff; }
  button, .scripted-only, .skip { display: none !important; }
  section, article, figure, tr { break-inside: avoid; }
  a { color: inherit; }
}
`;
