import type { Verdict } from '../domain/review.ts';

/** How a verdict is told at a glance, beside its word; on each colour white words have a contrast of at least 4.5 : 1 (WCAG AA). */
export const VERDICT_SIGNS: Readonly<Record<Verdict, { readonly icon: string; readonly color: string }>> = {
  ok: { icon: '✅', color: '#2e7d32' },
  attention: { icon: '⚠️', color: '#b45309' },
  blocked: { icon: '❌', color: '#c62828' },
  inconclusive: { icon: '💥', color: '#616161' },
};
