import type { GpuAnswer } from '../domain/gpu.ts';
import type { ProbeOutcome } from '../domain/observation.ts';
import { defineAttendingProbe, type ProbeContext } from '../domain/probe.ts';
import { patienceMs } from '../domain/scenario.ts';
import type { Target } from '../domain/target.ts';
import { loopbackPort } from '../suites/interpreter.ts';
import { gpuPicture } from './gpu-picture.ts';
import { exhibits, type GpuReadings, INTERVAL_MS, type Seen, total, usedMib } from './gpu-readings.ts';
import { servingOn } from './gpu-serving.ts';
import { overLoad, rowsOf } from './gpu-watch.ts';

/** How long the cards are watched before the load: some samples, whatever nvidia-smi needs to begin. */
const REST_MS = 1_500;

const SMI = 'nvidia-smi';
/** Eight cards without persistence mode take seconds to wake. */
const SMI_MS = { least: 5_000, most: 10_000 };

/** Asks for the cards, and remembers one that does not come back. */
async function snapshotOf({ host, scenario, signal, hung }: ProbeContext): Promise<GpuAnswer> {
  const answer = await host.gpu.snapshot(signal, patienceMs(scenario, SMI_MS));
  if (answer.kind === 'broken' && answer.how === 'hangs') hung.add(SMI);
  return answer;
}

const seen = (readings: GpuReadings): Seen | undefined => (readings.state === 'seen' ? readings : undefined);

/** The greatest of the means of each window and device, at rest or under load. */
function busiest({ samples, windows }: Seen, load: boolean): number | undefined {
  const means = rowsOf(samples, windows).flatMap(({ probe, utilMeanPct }) =>
    (probe !== null) === load ? (utilMeanPct ?? []) : [],
  );
  return means.length === 0 ? undefined : Math.max(...means);
}

/** One of the figures over all windows, of a card that was seen. */
const overall =
  (figure: keyof ReturnType<typeof overLoad>) =>
  (readings: GpuReadings): number | undefined => {
    const watched = seen(readings);
    return watched && overLoad(watched.samples, watched.windows)[figure];
  };

const broken = ({
  how,
  message,
}: {
  how: 'hangs' | 'fails' | 'absent';
  message: string;
}): ProbeOutcome<GpuReadings> => ({
  readings: { state: 'broken', how, message },
  raw: [{ title: 'nvidia-smi', language: 'text', content: message }],
});

const ELSEWHERE =
  'the stack runs on another machine, as its address tells (target.gpu: required judges the GPU of this one)';

/** Whether nothing of the target is known to be on this machine: its card is then another's. */
const elsewhere = ({ url, services, pid, folder, python }: Target): boolean =>
  (services ? Object.values(services) : [{ url }]).every((each) => loopbackPort(each.url) === null) &&
  pid === null &&
  folder === null &&
  python === null;

const isWatched = (target: Target): boolean =>
  target.gpu === 'required' || (target.gpu === 'auto' && !elsewhere(target));

const absent = (required: boolean): ProbeOutcome<GpuReadings> =>
  required
    ? broken({ how: 'absent', message: 'no NVIDIA GPU is visible, and target.gpu says required' })
    : { unavailable: 'no NVIDIA GPU on this machine' };

/** Does the work reach the GPU? Sampled while the stack speaks: at rest, 0 % says nothing. */
export default defineAttendingProbe<GpuReadings>()({
  id: 'gpu',
  title: { en: 'GPU under load', fr: 'GPU sous charge' },
  phase: 'throughout',
  needsHost: true,
  metrics: {
    util_load_pct: {
      kind: 'number',
      title: { en: 'GPU utilisation under load', fr: 'Utilisation GPU sous charge' },
      unit: '%',
      better: 'higher',
      floor: 10,
      formula: {
        en: 'mean of samples every 200 ms inside each probe’s window, of the busiest window and device',
        fr: 'moyenne des échantillons toutes les 200 ms dans la fenêtre de chaque sonde, fenêtre et carte les plus chargées',
      },
      from: (readings) => {
        const watched = seen(readings);
        return watched && busiest(watched, true);
      },
    },
    util_rest_pct: {
      kind: 'number',
      title: { en: 'GPU utilisation at rest', fr: 'Utilisation GPU au repos' },
      unit: '%',
      better: 'neither',
      floor: 0,
      formula: {
        en: 'mean of the samples before the load, of the busiest device',
        fr: 'moyenne des échantillons avant la charge, carte la plus chargée',
      },
      from: (readings) => {
        const watched = seen(readings);
        return watched && busiest(watched, false);
      },
    },
    temp_max_c: {
      kind: 'number',
      title: { en: 'GPU temperature under load', fr: 'Température GPU sous charge' },
      unit: '°C',
      better: 'neither',
      floor: 0,
      formula: {
        en: 'the highest sample inside any window, of any device',
        fr: 'le plus haut échantillon de toute fenêtre et de toute carte',
      },
      from: overall('temperatureMaxC'),
    },
    power_load_w: {
      kind: 'number',
      title: { en: 'GPU power under load', fr: 'Puissance GPU sous charge' },
      unit: 'W',
      better: 'neither',
      floor: 0,
      formula: {
        en: 'mean of the samples inside all windows, summed over devices',
        fr: 'moyenne des échantillons de toutes les fenêtres, sommée sur les cartes',
      },
      from: overall('powerW'),
    },
    throttled_pct: {
      kind: 'number',
      title: { en: 'GPU throttled under load', fr: 'GPU bridé sous charge' },
      unit: '%',
      better: 'lower',
      floor: 5,
      formula: {
        en: 'share of the samples inside all windows in which heat or power held the clocks back, of the most throttled device',
        fr: 'part des échantillons de toutes les fenêtres où chaleur ou puissance bridait les fréquences, carte la plus bridée',
      },
      from: overall('throttledPct'),
    },
    mem_used_mib: {
      kind: 'number',
      title: { en: 'GPU memory in use', fr: 'Mémoire GPU utilisée' },
      unit: 'MiB',
      better: 'higher',
      floor: 100,
      formula: { en: 'sum over devices, after the load', fr: 'somme sur les cartes, après la charge' },
      from: (readings) => {
        const watched = seen(readings);
        return watched && usedMib(watched);
      },
    },
    mem_total_mib: {
      kind: 'number',
      title: { en: 'GPU memory', fr: 'Mémoire GPU' },
      unit: 'MiB',
      better: 'neither',
      floor: 0,
      formula: { en: 'sum over devices', fr: 'somme sur les cartes' },
      from: (readings) =>
        total(seen(readings)?.after.devices.map(({ memoryTotalMib }) => memoryTotalMib) ?? []),
    },
  },
  fingerprint: (readings) => {
    const watched = seen(readings)?.after;
    return {
      gpu: watched?.devices.map(({ name }) => name).join(', ') ?? null,
      driver: watched?.driver ?? null,
      CUDA: watched?.cuda ?? null,
    };
  },
  sketch: gpuPicture,
  // A card that idles while only a socket chats proves nothing.
  needsLoadOf: (target) => (isWatched(target) ? ['llm', 'tts', 'stt'] : []),
  async attend(context) {
    const { host, target, signal } = context;
    if (target.gpu === 'ignore')
      return async () => ({ unavailable: 'not judged by its GPU (target.gpu: ignore)' });
    if (target.gpu === 'auto' && elsewhere(target)) return async () => ({ unavailable: ELSEWHERE });
    const answer = await snapshotOf(context);
    if (answer.kind === 'broken') return async () => broken(answer);
    if (answer.kind === 'absent' || answer.snapshot.devices.length === 0) {
      return async () => absent(target.gpu === 'required');
    }
    const stop = host.gpu.sample(INTERVAL_MS);
    await host.clock.sleep(REST_MS, signal).catch(async (interruption) => {
      await stop();
      throw interruption;
    });
    return async (windows) => {
      const samples = await stop();
      const again = await snapshotOf(context);
      if (again.kind === 'broken') return broken(again);
      if (again.kind === 'absent' || again.snapshot.devices.length === 0)
        return broken({ how: 'fails', message: 'the GPU vanished during the run' });
      const readings: Seen = {
        state: 'seen',
        atRest: answer.snapshot,
        after: again.snapshot,
        samples,
        windows,
        processes: again.snapshot.processes,
        ...(await servingOn({ host, target }, again.snapshot.processes)),
      };
      return { readings, raw: exhibits(readings) };
    };
  },
});
