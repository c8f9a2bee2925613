const UNITS = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
] as const;

/** How long ago something was, in its largest unit: "40 s", "12 min", "3 h", "2 d"; a time to come was just now. */
export function age(ms: number): string {
  const unit = UNITS.find((each) => ms >= each.ms);
  return unit ? `${Math.floor(ms / unit.ms)} ${unit.name}` : `${Math.max(0, Math.round(ms / 1000))} s`;
}
