import { verbatim } from '../markup.ts';

/** How the marks of charts look; the drawings carry classes alone. */
export const CHARTS = verbatim`
.chart { display: block; width: 100%; overflow: visible; font-size: 0.6875rem; fill: var(--soft); }
.plot { display: flex; }
.plot .chart { min-width: 0; }
.chart.gutter { flex: none; width: auto; }
.chart text { font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--line); }
.chart .axis { stroke: var(--edge); }
.chart .line { fill: none; stroke: var(--tone, var(--accent)); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.chart .area { fill: var(--tone, var(--accent)); opacity: 0.12; }
.chart .dot { fill: var(--tone, var(--accent)); stroke: var(--paper); stroke-width: 1; }
.chart .sample { fill: var(--tone, var(--accent)); opacity: 0.55; }
.chart .bar { fill: var(--tone, var(--accent)); }
.chart .faint { fill: var(--tint); }
.chart .hole { fill: none; stroke: var(--edge); stroke-dasharray: 3 3; }
.chart .band { fill: var(--tint); }
.chart .mark { stroke: var(--tone, var(--edge)); stroke-dasharray: 3 3; }
.chart .median { stroke: var(--ink); stroke-width: 2; }
.chart .strong { fill: var(--ink); font-size: 0.75rem; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.series-2 { --tone: var(--warn); }
.series-3 { --tone: var(--soft); }
.key { display: inline-flex; gap: 0.35rem; align-items: center; margin-inline-end: 0.9rem; color: var(--soft); font-size: 0.75rem; }
.key::before { content: ""; width: 0.9rem; height: 0.2rem; border-radius: 1px; background: var(--tone, var(--accent)); }
.ring { display: block; }
.ring .track { fill: none; stroke: var(--tone-tint, var(--tint)); }
.ring .arc { fill: none; stroke: var(--tone); stroke-linecap: round; }
.ring .value { fill: var(--ink); font-weight: 680; text-anchor: middle; font-variant-numeric: tabular-nums; }
.ring .unit { fill: var(--soft); text-anchor: middle; }
.spark { display: inline-block; vertical-align: middle; overflow: visible; }
@media print { .chart, .ring { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
