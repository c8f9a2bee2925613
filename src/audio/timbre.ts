import type { Pcm } from './pcm.ts';
import { spectraOf } from './spectrum.ts';

/** How a sound moves and what it is made of: enough to tell a tone, a buzz and a noise from a voice. */
export interface Timbre {
  /** How much the loudness of frequency bands moves in time, dB; null where a clip is too short to say. */
  readonly movementDb: number | null;
  /** Share of steady windows that hold one or two pure tones and nothing else, 0…1. */
  readonly pureRatio: number;
  /** Median spectral flatness of sounding windows, 0 (tones) … 0.56 (white noise). */
  readonly flatness: number;
}

const LOWEST_HZ = 100;
const HIGHEST_HZ = 4000;
const BANDS = 10;
/** What is this far below the loudest is not heard beside it. */
const RANGE_DB = 40;
/** Two tones hold this share of the power of a window that has nothing else in it. */
const PURE_SHARE = 0.998;
/** A Hann window smears a tone over two bins on each side; a gliding one over one more. */
const PEAK_BINS = 3;
/** A window is still when its neighbours are as loud, so that no tone begins or ends in it. */
const STILL_DB = 2;
const FEWEST_STILL = 5;
/** Windows are summed to an eighth of a second, the length of a short syllable, so that noise evens out. */
const WINDOWS_PER_STEP = 8;
const FEWEST_STEPS = 5;
/** Longer clips are judged by their first minute. */
const LONGEST_S = 60;

interface Moment {
  readonly bands: readonly number[];
  readonly power: number;
  readonly flatness: number;
  readonly isPure: boolean;
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}

const decibels = (power: number): number => 10 * Math.log10(Math.max(power, Number.MIN_VALUE));

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

function strongest(power: Float64Array): number {
  let peak = 0;
  for (let bin = 1; bin < power.length; bin++) if ((power[bin] ?? 0) > (power[peak] ?? 0)) peak = bin;
  return peak;
}

/** Share of the power that the two strongest tones hold. */
function twoTones(power: Float64Array): number {
  const rest = power.slice();
  for (let tone = 0; tone < 2; tone++) {
    const peak = strongest(rest);
    rest.fill(0, Math.max(0, peak - PEAK_BINS), peak + PEAK_BINS + 1);
  }
  return 1 - sum(rest) / Math.max(sum(power), Number.MIN_VALUE);
}

/** Geometric over arithmetic mean of the power (Johnston 1988, "spectral flatness measure"). */
function flatnessOf(power: Float64Array): number {
  let logs = 0;
  for (let bin = 0; bin < power.length; bin++) logs += Math.log((power[bin] ?? 0) + Number.MIN_VALUE);
  const mean = sum(power) / power.length;
  return mean > 0 ? Math.exp(logs / power.length) / mean : 0;
}

/** Which of ten bands of equal ratio between 100 and 4000 Hz each bin belongs to; −1 for none. */
function bandOfBins(bins: number, hzPerBin: number): Int8Array {
  const perBand = Math.log(HIGHEST_HZ / LOWEST_HZ) / BANDS;
  return Int8Array.from({ length: bins }, (_, bin) => {
    const band = Math.floor(Math.log((bin * hzPerBin) / LOWEST_HZ) / perBand);
    return band >= 0 && band < BANDS ? band : -1;
  });
}

function bandsOf(power: Float64Array, bandOf: Int8Array): number[] {
  const bands = Array.from({ length: BANDS }, () => 0);
  for (let bin = 0; bin < power.length; bin++) {
    const band = bandOf[bin] ?? -1;
    if (band >= 0) bands[band] = (bands[band] ?? 0) + (power[bin] ?? 0);
  }
  return bands;
}

function momentsOf({ samples, sampleRateHz }: Pcm): Moment[] {
  const spectra = spectraOf({ samples: samples.subarray(0, LONGEST_S * sampleRateHz), sampleRateHz });
  const { size, hzPerBin } = spectra;
  const [from, to] = [Math.ceil(LOWEST_HZ / hzPerBin), Math.floor(HIGHEST_HZ / hzPerBin)];
  const bandOf = bandOfBins(size / 2, hzPerBin);
  const moments: Moment[] = [];
  for (let start = 0; start + size <= Math.min(samples.length, LONGEST_S * sampleRateHz); start += size / 4) {
    const power = spectra.at(start);
    moments.push({
      bands: bandsOf(power, bandOf),
      power: sum(power),
      flatness: flatnessOf(power.subarray(from, to)),
      isPure: twoTones(power) > PURE_SHARE,
    });
  }
  return moments;
}

/** The liveliest band's deviation over time: nothing moves in a hum, and some band does in every sentence. */
function movementOf(moments: readonly Moment[]): number | null {
  const steps: number[][] = [];
  for (let at = 0; at + WINDOWS_PER_STEP <= moments.length; at += WINDOWS_PER_STEP) {
    const step = moments.slice(at, at + WINDOWS_PER_STEP);
    steps.push(Array.from({ length: BANDS }, (_, band) => sum(step.map(({ bands }) => bands[band] ?? 0))));
  }
  if (steps.length < FEWEST_STEPS) return null;
  const floor = decibels(Math.max(...steps.flat())) - RANGE_DB;
  return Math.max(
    ...Array.from({ length: BANDS }, (_, band) =>
      deviation(steps.map((step) => Math.max(floor, decibels(step[band] ?? 0)))),
    ),
  );
}

/** Listens to a clip that has no direct current. */
export function timbreOf(pcm: Pcm): Timbre {
  const moments = momentsOf(pcm);
  const floor = decibels(moments.reduce((most, { power }) => Math.max(most, power), 0)) - RANGE_DB;
  const isSounding = ({ power }: Moment) => decibels(power) > floor;
  const isStill = (moment: Moment, index: number) =>
    isSounding(moment) &&
    [moments[index - 1], moments[index + 1]].every(
      (next) => next && Math.abs(decibels(next.power) - decibels(moment.power)) < STILL_DB,
    );
  const still = moments.filter(isStill);
  // Four windows overlap the one in which the sound begins, and the one in which it ends.
  const [first, last] = [moments.findIndex(isSounding) + 4, moments.findLastIndex(isSounding) - 4];
  return {
    movementDb: movementOf(moments.slice(first, Math.max(first, last + 1))),
    pureRatio: still.length < FEWEST_STILL ? 0 : still.filter(({ isPure }) => isPure).length / still.length,
    flatness: median(moments.filter(isSounding).map(({ flatness }) => flatness)),
  };
}
