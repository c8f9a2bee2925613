import type { Lang } from '../../domain/text.ts';

const UNITS = [
  { ms: 86_400_000, en: 'd', fr: 'j' },
  { ms: 3_600_000, en: 'h', fr: 'h' },
  { ms: 60_000, en: 'min', fr: 'min' },
  { ms: 1000, en: 's', fr: 's' },
] as const;

/** How long something took, in its two largest units: "2 d 4 h", "1 h 30 min", "40 s". */
export function span(ms: number, lang: Lang): string {
  const largest = UNITS.findIndex((unit) => ms >= unit.ms);
  if (largest < 0) return '0 s';
  let rest = ms;
  const parts = UNITS.slice(largest, largest + 2).map((unit) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return count === 0 ? '' : `${count} ${unit[lang]}`;
  });
  return parts.filter(Boolean).join(' ');
}

/** "2026-01-31 03:00", UTC. */
export const minute = (reviewedAt: string): string => reviewedAt.slice(0, 16).replace('T', ' ');
