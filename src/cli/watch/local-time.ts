const two = (figure: number): string => String(figure).padStart(2, '0');

/** A moment as the clock on this wall shows it, with how far that is from UTC: "2026-01-31 03:00:00 +01:00". */
export function localTime(atMs: number): string {
  const at = new Date(atMs);
  const offset = -at.getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${day} ${time} ${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}
