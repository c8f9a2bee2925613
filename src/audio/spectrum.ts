import type { Pcm } from './pcm.ts';

const WINDOW_S = 0.064;

/** Power spectra of one clip: `at(start)` is that of the window of `size` samples which begins there. */
export interface Spectra {
  /** Samples of one window, a power of two, at least 64 ms. */
  readonly size: number;
  readonly hzPerBin: number;
  /** Power per bin, from 0 Hz to half the sample rate; the array is used again by the next call. */
  at(start: number): Float64Array;
}

/** Cosines and sines of one turn in `size` steps. */
interface Turn {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const turnOf = (size: number): Turn => ({
  cos: Float64Array.from({ length: size }, (_, step) => Math.cos((2 * Math.PI * step) / size)),
  sin: Float64Array.from({ length: size }, (_, step) => Math.sin((2 * Math.PI * step) / size)),
});

/** Puts every element where the bits of its index, read backwards, say. */
function reverseBits(re: Float64Array): void {
  for (let i = 1, j = 0; i < re.length; i++) {
    let bit = re.length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const held = re[i] ?? 0;
    re[i] = re[j] ?? 0;
    re[j] = held;
  }
}

/** Iterative radix-2 FFT in place (Cooley and Tukey 1965) of a power of two of samples, by a turn in as many steps or more. */
function transform(re: Float64Array, im: Float64Array, { cos, sin }: Turn): void {
  const size = re.length;
  reverseBits(re);
  reverseBits(im);
  for (let half = 1; half < size; half *= 2) {
    const step = cos.length / (2 * half);
    for (let turn = 0; turn < half; turn++) {
      const c = cos[turn * step] ?? 0;
      const s = -(sin[turn * step] ?? 0);
      for (let a = turn; a < size; a += 2 * half) {
        const b = a + half;
        const x = (re[b] ?? 0) * c - (im[b] ?? 0) * s;
        const y = (re[b] ?? 0) * s + (im[b] ?? 0) * c;
        re[b] = (re[a] ?? 0) - x;
        im[b] = (im[a] ?? 0) - y;
        re[a] = (re[a] ?? 0) + x;
        im[a] = (im[a] ?? 0) + y;
      }
    }
  }
}

/**
 * The power of real samples, the even ones of which are in `re` and the odd ones in `im`: a transform of half the size,
 * taken apart by its symmetry (Cooley, Lewis and Welch 1970, "The fast Fourier transform algorithm: programming
 * considerations in the calculation of sine, cosine and Laplace transforms").
 */
function powerOf(re: Float64Array, im: Float64Array, turn: Turn, power: Float64Array): void {
  transform(re, im, turn);
  for (let bin = 0; bin < power.length; bin++) {
    const mirror = bin === 0 ? 0 : power.length - bin;
    const evenRe = (re[bin] ?? 0) + (re[mirror] ?? 0);
    const evenIm = (im[bin] ?? 0) - (im[mirror] ?? 0);
    const oddRe = (im[bin] ?? 0) + (im[mirror] ?? 0);
    const oddIm = (re[mirror] ?? 0) - (re[bin] ?? 0);
    const c = turn.cos[bin] ?? 0;
    const s = -(turn.sin[bin] ?? 0);
    const x = (evenRe + oddRe * c - oddIm * s) / 2;
    const y = (evenIm + oddRe * s + oddIm * c) / 2;
    power[bin] = x * x + y * y;
  }
}

/** Spectra of a clip under a Hann window. */
export function spectraOf({ samples, sampleRateHz }: Pcm): Spectra {
  const size = 2 ** Math.ceil(Math.log2(WINDOW_S * sampleRateHz));
  const turn = turnOf(size);
  const hann = turn.cos.map((cos) => 0.5 - 0.5 * cos);
  const [re, im] = [new Float64Array(size / 2), new Float64Array(size / 2)];
  const power = new Float64Array(size / 2);
  return {
    size,
    hzPerBin: sampleRateHz / size,
    at(start) {
      for (let i = 0; i < size; i += 2) {
        re[i / 2] = (samples[start + i] ?? 0) * (hann[i] ?? 0);
        im[i / 2] = (samples[start + i + 1] ?? 0) * (hann[i + 1] ?? 0);
      }
      powerOf(re, im, turn, power);
      return power;
    },
  };
}
