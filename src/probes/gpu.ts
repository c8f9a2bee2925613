import type { GpuProcess, GpuSample, GpuSnapshot } from '../domain/host.ts';
import type { Exhibit, ProbeOutcome } from '../domain/observation.ts';
import { defineAttendingProbe, type LoadWindow } from '../domain/probe.ts';
import type { Target } from '../domain/target.ts';
import { mean } from '../statistics/quantile.ts';
import { loopbackPort } from '../suites/interpreter.ts';

/** The GPU at rest, while the stack worked, and after. */
export type GpuReadings =
  | { readonly state: 'broken'; readonly how: 'hangs' | 'fails'; readonly message: string }
  | {
      readonly state: 'seen';
      readonly atRest: GpuSnapshot;
      /** After the load: what the models left resident. */
      readonly after: GpuSnapshot;
      readonly samples: readonly GpuSample[];
      readonly windows: readonly LoadWindow[];
      readonly processes: readonly GpuProcess[];
    };

const INTERVAL_MS = 200;

type Seen = GpuReadings & { state: 'seen' };

const seen = (readings: GpuReadings): Seen | undefined => (readings.state === 'seen' ? readings : undefined);

const total = (values: readonly (number | null)[]): number | undefined => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
};

/** The mean utilisation of the busiest device inside each window; a window without samples has none. */
function utilisationByWindow({ samples, windows }: Seen): number[] {
  return windows.flatMap(({ startMs, endMs }) => {
    const inside = samples.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
    const devices = [...new Set(inside.map(({ index }) => index))].flatMap((index) => {
      const known = inside.flatMap((sample) =>
        sample.index === index && sample.utilisationPct !== null ? [sample.utilisationPct] : [],
      );
      return mean(known) ?? [];
    });
    return devices.length === 0 ? [] : [Math.max(...devices)];
  });
}

const header =
  'index, name, utilization [%], memory.used [MiB], memory.total [MiB], temperature [°C], power [W]';

const table = (snapshot: GpuSnapshot): string =>
  [
    header,
    ...snapshot.devices.map(
      ({ index, name, utilisationPct, memoryUsedMib, memoryTotalMib, temperatureC, powerW }) =>
        [index, name, utilisationPct, memoryUsedMib, memoryTotalMib, temperatureC, powerW]
          .map((cell) => cell ?? 'N/A')
          .join(', '),
    ),
  ].join('\n');

const exhibits = (readings: Seen): Exhibit[] => [
  {
    title: `nvidia-smi, driver ${readings.after.driver ?? 'unknown'}`,
    language: 'csv',
    content: table(readings.after),
  },
  {
    title: 'processes',
    language: 'csv',
    content: [
      'pid, process, used [MiB]',
      ...readings.processes.map(({ pid, name, memoryMib }) => `${pid}, ${name}, ${memoryMib ?? 'N/A'}`),
    ].join('\n'),
  },
  {
    title: 'utilisation while the stack worked',
    language: 'text',
    content: readings.samples.map(({ utilisationPct }) => utilisationPct ?? '–').join(' ') || 'no samples',
  },
];

const broken = ({
  how,
  message,
}: {
  how: 'hangs' | 'fails';
  message: string;
}): ProbeOutcome<GpuReadings> => ({
  readings: { state: 'broken', how, message },
  raw: [{ title: 'nvidia-smi', language: 'text', content: message }],
});

const ELSEWHERE =
  'the stack runs on another machine, as its address tells (target.gpu: required judges the GPU of this one)';

/** Whether nothing of the target is known to be on this machine: its card is then another's. */
const elsewhere = ({ url, pid, folder, python }: Target): boolean =>
  loopbackPort(url) === null && pid === null && folder === null && python === null;

const absent = (required: boolean): ProbeOutcome<GpuReadings> =>
  required
    ? broken({ how: 'fails', message: 'no NVIDIA GPU is visible, and target.gpu says required' })
    : { unavailable: 'no NVIDIA GPU on this machine' };

/** Does the work reach the GPU? Sampled while the stack speaks: at rest, 0 % says nothing. */
export default defineAttendingProbe<GpuReadings>()({
  id: 'gpu',
  title: { en: 'GPU under load', fr: 'GPU sous charge' },
  phase: 'throughout',
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
        const windows = watched ? utilisationByWindow(watched) : [];
        return windows.length === 0 ? undefined : Math.max(...windows);
      },
    },
    mem_used_mib: {
      kind: 'number',
      title: { en: 'GPU memory in use', fr: 'Mémoire GPU utilisée' },
      unit: 'MiB',
      better: 'higher',
      floor: 100,
      formula: { en: 'sum over devices, after the load', fr: 'somme sur les cartes, après la charge' },
      from: (readings) =>
        total(seen(readings)?.after.devices.map(({ memoryUsedMib }) => memoryUsedMib) ?? []),
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
    };
  },
  async attend({ host, target, signal }) {
    if (target.gpu === 'ignore')
      return async () => ({ unavailable: 'not judged by its GPU (target.gpu: ignore)' });
    if (target.gpu === 'auto' && elsewhere(target)) return async () => ({ unavailable: ELSEWHERE });
    const answer = await host.gpu.snapshot(signal);
    if (answer.kind === 'broken') return async () => broken(answer);
    if (answer.kind === 'absent' || answer.snapshot.devices.length === 0) {
      return async () => absent(target.gpu === 'required');
    }
    const stop = host.gpu.sample(INTERVAL_MS);
    return async (windows) => {
      const samples = await stop();
      const again = await host.gpu.snapshot(signal);
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
      };
      return { readings, raw: exhibits(readings) };
    };
  },
});
