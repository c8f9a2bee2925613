/** From the smallest to the largest of what is drawn. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** One decimal is a tenth of a pixel. */
export const px = (value: number): number => Math.round(value * 10) / 10;

/** Where a value lies between both ends, in percent; the middle where they are one. */
export const percentOf = ({ min, max }: Extent, value: number): number =>
  max === min ? 50 : (100 * (value - min)) / (max - min);

/** How a word is set at such a place, so that it stays within the drawing; '' begins there. */
export const anchor = (percent: number, edge = 6): '' | 'middle' | 'end' =>
  percent < edge ? '' : percent > 100 - edge ? 'end' : 'middle';

const STEPS = [1, 2, 2.5, 5, 10];

/** Round values within an extent, about `count` of them. */
export function ticks({ min, max }: Extent, count: number): number[] {
  const raw = (max - min) / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return [min];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((each) => each * power >= raw * 0.999) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The extent of figures with room above, from zero where they are not negative; 0 to 1 without any. */
export function fromZero(values: readonly number[]): Extent {
  const max = values.reduce((most, value) => Math.max(most, value), 0);
  const min = values.reduce((least, value) => Math.min(least, value), 0);
  return max === min ? { min, max: min + 1 } : { min, max: max + (max - min) * 0.08 };
}

/** The extent of figures, a little wider than they are; 0 to 1 without any. */
export function around(values: readonly number[]): Extent {
  if (values.length === 0) return { min: 0, max: 1 };
  const min = values.reduce((least, value) => Math.min(least, value));
  const max = values.reduce((most, value) => Math.max(most, value));
  const margin = (max - min || Math.abs(max) || 1) * 0.08;
  return { min: min - margin, max: max + margin };
}
