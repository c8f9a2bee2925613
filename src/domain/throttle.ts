import type { GpuSample } from './gpu.ts';
import type { Text } from './text.ts';

/** Why a card runs slower than it could. */
export interface Slowdown {
  /** `cap`: it keeps to its power limit, which many do all day under load. */
  readonly kind: 'heat' | 'power' | 'hardware' | 'cap';
  readonly text: Text;
}

const IDLE = 0x1;

/**
 * The bits of `clocks_event_reasons.active` (`clocks_throttle_reasons.active` before driver 535) that mean a slowdown,
 * worst first. Those left out are none: idle 0x1, application clocks 0x2, sync boost 0x10, display clocks 0x100.
 * Source: NVML API reference, "NvmlClocksEventReasons".
 */
const SLOWDOWNS: readonly (Slowdown & { readonly bit: number })[] = [
  { bit: 0x40, kind: 'heat', text: { en: 'too hot (hardware)', fr: 'trop chaud (matériel)' } },
  { bit: 0x20, kind: 'heat', text: { en: 'too hot (driver)', fr: 'trop chaud (pilote)' } },
  { bit: 0x80, kind: 'power', text: { en: 'power brake', fr: 'frein d’alimentation' } },
  { bit: 0x08, kind: 'hardware', text: { en: 'hardware slowdown', fr: 'ralentissement matériel' } },
  { bit: 0x04, kind: 'cap', text: { en: 'power limit', fr: 'limite de puissance' } },
];

/**
 * What slows a card down, worst first; empty for one at full clocks. A card that idles is held back only by heat: its
 * clocks are low anyway. "Hardware slowdown" is the sum of heat and brake, and says nothing beside one of them.
 */
export function slowdownsOf(limits: number): readonly Slowdown[] {
  const set = SLOWDOWNS.filter(({ bit, kind }) => limits & bit && (kind === 'heat' || !(limits & IDLE)));
  const hot = set.some(({ kind }) => kind === 'heat' || kind === 'power');
  return set.filter(({ kind }) => kind !== 'hardware' || !hot);
}

/** A stretch of the monotonic clock, in ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a sample has no neighbour it speaks for this long before or after itself: half of the interval. */
const ALONE_MS = 100;
/** A sample never speaks for longer than this before or after itself: beyond it, nobody looked. */
const MOST_MS = 500;

/** When any of the cards was slowed down, in order; each sample speaks for the time half-way to its neighbours. */
export function slowSpans(samples: readonly GpuSample[]): Span[] {
  const spans = [...new Set(samples.map(({ index }) => index))].flatMap((index) => {
    const own = samples.filter((sample) => sample.index === index);
    return own.flatMap(({ atMs, limits }, place) => {
      if (!limits || slowdownsOf(limits).length === 0) return [];
      const half = (neighbour: GpuSample | undefined): number =>
        neighbour ? Math.min(MOST_MS, Math.abs(neighbour.atMs - atMs) / 2) : ALONE_MS;
      return { fromMs: atMs - half(own[place - 1]), toMs: atMs + half(own[place + 1]) };
    });
  });
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last && span.fromMs <= last.toMs)
      merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
    else merged.push(span);
  }
  return merged;
}

/** A request as it lies in time; without `atMs` nobody knows where. */
interface Timed {
  readonly atMs?: number;
  readonly wallMs: number;
}

/** How many requests were slow, how many quick, and how many of each lie in the spans. */
export interface Coincidence {
  readonly slow: number;
  readonly slowInside: number;
  readonly quick: number;
  readonly quickInside: number;
}

/** A request over so many times the median of its series is slow. */
export const SLOW_FACTOR = 1.5;

function isInside({ atMs = 0, wallMs }: Timed, spans: readonly Span[]): boolean {
  const covered = spans.reduce(
    (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, atMs + wallMs) - Math.max(fromMs, atMs)),
    0,
  );
  return wallMs > 0 && covered >= wallMs / 2;
}

/** Sorts the requests of each series into slow and quick, and counts those that spent half of their time in the spans. */
export function coincidenceOf(series: readonly (readonly Timed[])[], spans: readonly Span[]): Coincidence {
  const sorted = series.flatMap((all) => {
    const timed = all.filter(({ atMs }) => atMs !== undefined);
    const walls = timed.map(({ wallMs }) => wallMs).toSorted((a, b) => a - b);
    const middle = walls[Math.floor((walls.length - 1) / 2)] ?? 0;
    return timed.map((request) => ({
      slow: request.wallMs > SLOW_FACTOR * middle,
      inside: isInside(request, spans),
    }));
  });
  const count = (slow: boolean, inside?: true): number =>
    sorted.filter((each) => each.slow === slow && (each.inside || !inside)).length;
  return {
    slow: count(true),
    slowInside: count(true, true),
    quick: count(false),
    quickInside: count(false, true),
  };
}
