import { verbatim } from '../markup.ts';

/** The report of one review. */
export const REPORT = verbatim`
.verdict {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 0.5rem clamp(1rem, 3vw, 2rem);
  padding-block: clamp(1.25rem, 3vw, 2rem) 1.25rem;
}
.verdict h1 { font-size: 1.45rem; margin-block: 0.15rem 0.75rem; text-wrap: balance; }
.verdict h2 { color: var(--soft); font-size: 0.8125rem; font-weight: 600; }
.verdict .first {
  grid-column: 1 / -1;
  margin-block-start: 0.75rem;
  padding: 0.9rem 1.1rem;
  border: 1px solid var(--line);
  border-inline-start: 4px solid var(--tone);
  border-radius: 0.5rem;
  background: var(--raised);
}
.first > p { margin-block-start: 0.2rem; }
.urgent { margin-block-start: 0.15rem; padding-inline-start: 1.1rem; }
.urgent a { color: inherit; font-weight: 560; text-decoration-color: var(--edge); text-decoration-thickness: 1px; }
.urgent li::marker { color: var(--tone); }
.contents { position: sticky; inset-block-start: 0; z-index: 1; margin-inline: calc(-1 * clamp(0.9rem, 3vw, 2rem)); border-block: 1px solid var(--line); background: var(--paper); }
.contents ul { display: flex; gap: 0.15rem 1.1rem; margin: 0; padding: 0.5rem clamp(0.9rem, 3vw, 2rem); overflow-x: auto; list-style: none; white-space: nowrap; font-size: 0.8125rem; }
@media (min-width: 48rem) { .contents ul { flex-wrap: wrap; } }
.contents a { color: var(--soft); text-decoration: none; }
.contents a:hover { color: var(--ink); text-decoration: underline; }
main > section { margin-block-start: 2.25rem; scroll-margin-block-start: 3rem; }
.finding { scroll-margin-block-start: 3rem; }
section > h2 + .small { margin-block-start: 0.1rem; }
section > :is(figure, .cards, .pictures, .strips, .trends, .gauges, .probes, .scroll, .steps, .facts, details) { margin-block-start: 0.9rem; }
.gauges { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15.5rem), 1fr)); gap: 1.1rem 1.5rem; padding: 0; list-style: none; }
.gauges li { display: flex; gap: 0.8rem; align-items: flex-start; min-width: 0; }
.gauges li > div { min-width: 0; line-height: 1.4; }
.gauges svg { flex: none; }
.finding { margin-block-start: 1rem; padding: 1rem 1.2rem 1.1rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--tone); border-radius: 0.5rem; background: var(--raised); }
.finding .meta { display: flex; flex-wrap: wrap; gap: 0.3rem 0.6rem; align-items: center; }
.finding h3 { margin-block: 0.35rem 0.3rem; font-size: 1rem; }
.finding .story { max-width: 46rem; }
.finding h4, .probe h4 { margin-block: 0.9rem 0.3rem; color: var(--soft); font-size: 0.75rem; font-weight: 600; }
.finding > p:last-child { margin-block-start: 0.9rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; }
.columns > div { min-width: 0; }
.facts, .steps, .checks { padding-inline-start: 1.2rem; }
.checks { padding: 0; list-style: none; }
.plain { padding: 0; list-style: none; }
:is(.facts, .steps, .checks) li + li { margin-block-start: 0.3rem; }
.copyable { display: flex; gap: 0.4rem; align-items: flex-start; margin-block: 0.35rem; }
.copyable pre { flex: 1; min-width: 0; }
pre { margin: 0; padding: 0.5rem 0.75rem; border-radius: 0.4rem; background: var(--tint); overflow-x: auto; }
.probe pre { max-height: 26rem; overflow: auto; }
summary { width: fit-content; padding-block: 0.25rem; color: var(--accent); font-size: 0.875rem; cursor: pointer; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2.5rem; }
.pictures > *, .strips > *, .trends > * { min-width: 0; }
.strips { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem 2.5rem; }
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem 2rem; }
.strip figcaption, .trend figcaption { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; margin-block-end: 0.35rem; }
.strip figcaption > :last-child, .trend figcaption > :last-child { margin-inline-start: auto; }
figcaption { margin-block-end: 0.4rem; }
.cards { display: flex; gap: 1rem; align-items: center; margin-block: 0.9rem; }
.probe { padding-block: 0.7rem; border-block-start: 1px solid var(--line); }
.probe .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: baseline; }
abbr { color: var(--warn); text-decoration: none; cursor: help; }
audio { display: block; width: 100%; margin-block: 0.4rem; }
section > h3 { margin-block: 1rem 0.4rem; }
@media (width < 34rem) {
  .verdict .said { display: contents; }
  .verdict .said > * { grid-column: 1 / -1; }
  .verdict .said > .meta { grid-column: 2; align-self: center; }
  .verdict .rings svg { width: 92px; height: 92px; }
  .verdict h1 { margin-block-end: 0.3rem; }
  .verdict .first { margin-block-start: 0.4rem; }
  .verdict h1 { font-size: 1.25rem; }
  .finding { padding-inline: 0.9rem; }
}
@media print { .contents { display: none; } pre { white-space: pre-wrap; } }
`;
