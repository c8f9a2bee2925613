// Runs studies of one kind of stack each, in a thread: messages are what to study, answers its counts.
import { parentPort } from 'node:worker_threads';
import { changePoints } from '../../src/statistics/change-points.ts';
import { rivals } from './rivals.js';
import { trial } from './trial.js';

/** Where this lies once it is bundled. */
export const url = import.meta.url;

export const rivalNames = Object.keys(rivals);

const CYCLES = 60;
/** Twelve cycles before, since fewer are judged for the time being. */
const LEAST_HISTORY = 12;
const SHIFT_AT = 40;
const WITHIN = 3;

export const SHIFTS = {
  '+5 %': { factor: 1.05 },
  '+10 %': { factor: 1.1 },
  '+20 %': { factor: 1.2 },
  '+50 %': { factor: 1.5 },
  '−20 %': { factor: 0.8 },
  'p95 +50 %': { tailFactor: 1.5 },
};

const share = (flags) => flags.filter(Boolean).length / flags.length;
const nonEmpty = (list) => list.length > 0;

/** Nothing changes: how often something is said all the same, by metric and cycle, and by review. */
function quiet(setting, reviews, metrics) {
  const streams = Math.ceil(reviews / (CYCLES - LEAST_HISTORY));
  const all = Array.from({ length: streams }, (_, stream) =>
    Array.from({ length: metrics }, (_, metric) =>
      trial({ ...setting, seed: setting.seed + 1000 * stream + metric, from: 1, to: CYCLES }),
    ),
  );
  const each = (pick, from, to) =>
    share(all.flatMap((stream) => stream.flatMap(({ judged }) => judged.slice(from - 1, to - 1).map(pick))));
  const settled = (pick) => each(pick, LEAST_HISTORY, CYCLES);
  const early = (pick) => each(pick, 1, LEAST_HISTORY);
  const perReview = (pick) =>
    share(
      all.flatMap((stream) =>
        Array.from({ length: CYCLES - LEAST_HISTORY }, (_, cycle) =>
          stream.some(({ judged }) => pick(judged[cycle + LEAST_HISTORY - 1])),
        ),
      ),
    );
  return {
    suspected: settled(({ suspected }) => suspected),
    alarms: settled(({ alarms }) => nonEmpty(alarms)),
    claims: setting.families.map((_, family) => settled((cycle) => nonEmpty(cycle.claims[family]))),
    reviews: setting.families.map((_, family) => perReview((cycle) => nonEmpty(cycle.claims[family]))),
    early: {
      suspected: early(({ suspected }) => suspected),
      claims: early((cycle) => nonEmpty(cycle.claims[0])),
    },
    rivals: rivalNames.map((_, rival) => ({
      each: settled((cycle) => cycle.rivals[rival] !== 0),
      reviews: perReview((cycle) => cycle.rivals[rival] !== 0),
    })),
    changePoints: share(all.flatMap((stream) => stream.map(({ levels }) => nonEmpty(changePoints(levels))))),
  };
}

/** Something changes for good: how often that is said in the same cycle, and within three. */
function shifted(setting, change, trials) {
  const direction = (change.factor ?? change.tailFactor) > 1 ? 1 : -1;
  const all = Array.from({ length: trials }, (_, each) =>
    trial({
      ...setting,
      seed: setting.seed + 7919 * (each + 1),
      from: SHIFT_AT,
      to: SHIFT_AT + WITHIN,
      shift: (cycle) => (cycle >= SHIFT_AT ? change : {}),
    }),
  );
  const seen = (pick) => {
    const hits = all.map(({ judged }) => judged.map(pick));
    return { same: share(hits.map(([first]) => first)), within: share(hits.map((hit) => hit.some(Boolean))) };
  };
  return {
    claims: setting.families.map((_, family) => seen((cycle) => cycle.claims[family].includes(direction))),
    alarms: seen(({ alarms }) => alarms.includes(direction)),
    rivals: rivalNames.map((_, rival) => seen((cycle) => cycle.rivals[rival] === direction)),
  };
}

/** Half of the history is a fifth slower: how often a change point lies within a cycle of where it moved. */
function moved(setting, factor, trials) {
  const at = CYCLES / 2;
  return share(
    Array.from({ length: trials }, (_, each) => {
      const shift = (cycle) => (cycle >= at ? { factor } : {});
      const { levels } = trial({
        ...{ ...setting, seed: setting.seed + 104_729 * (each + 1), from: CYCLES, to: CYCLES, shift },
      });
      return changePoints(levels).some((point) => Math.abs(point.at - at) <= 1);
    }),
  );
}

/** Slower by 1 % of itself from cycle to cycle: after how many cycles half of the trials have claimed it; null: later. */
function drifting(setting, trials) {
  const from = 20;
  const firsts = Array.from({ length: trials }, (_, each) => {
    const shift = (cycle) => ({ factor: 1.01 ** Math.max(0, cycle - from + 1) });
    const { judged, levels } = trial({
      ...{ ...setting, seed: setting.seed + 15_485_863 + each, from, to: CYCLES, shift },
    });
    const first = judged.findIndex((cycle) => cycle.claims[0].includes(1));
    return {
      after: first < 0 ? Number.POSITIVE_INFINITY : first + 1,
      pointed: nonEmpty(changePoints(levels)),
    };
  });
  const sorted = firsts.map(({ after }) => after).sort((a, b) => a - b);
  const half = sorted[Math.floor((trials - 1) / 2)];
  return { half: Number.isFinite(half) ? half : null, pointed: share(firsts.map(({ pointed }) => pointed)) };
}

parentPort?.on('message', ({ setting, reviews, trials }) => {
  parentPort.postMessage({
    setting,
    quiet: quiet(setting, reviews, setting.families[0]),
    shifted: Object.fromEntries(
      Object.entries(SHIFTS).map(([name, change]) => [name, shifted(setting, change, trials)]),
    ),
    moved: moved(setting, 1.2, trials),
    drifting: drifting(setting, Math.ceil(trials / 4)),
  });
});
