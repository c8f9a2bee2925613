import { px } from './scale.ts';

interface Point {
  readonly x: number;
  /** Null: nothing there, and the line is broken. */
  readonly y: number | null;
}

/** Stretches of points that have a value, as the `d` of a path; a single one is a stroke of no length, drawn as a dot. */
export function linePath(points: readonly Point[]): string {
  let pen: 'M' | 'L' = 'M';
  const parts: string[] = [];
  points.forEach(({ x, y }, index) => {
    if (y === null) {
      pen = 'M';
      return;
    }
    parts.push(`${pen}${px(x)} ${px(y)}`);
    const isAlone = pen === 'M' && (points[index + 1]?.y ?? null) === null;
    if (isAlone) parts.push('h0');
    pen = 'L';
  });
  return parts.join('');
}
