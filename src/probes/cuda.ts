import { defineProbe, type ProbeContext } from '../domain/probe.ts';
import { patienceMs } from '../domain/scenario.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { CudaAnswer, CudaState } from '../suites/cuda-answer.ts';
import { CUDA_CHECK } from '../suites/cuda-check.ts';
import { interpreterOf } from '../suites/interpreter.ts';
import { askPython, type PythonAnswer } from '../suites/python.ts';
import { namesTorch } from '../suites/requirements.ts';
import { leadingProcess, serversOf } from '../suites/serving.ts';

/** Whether torch, in the target's own interpreter, computes on the GPU. */
export type CudaReadings = {
  /** The interpreter that was asked. */
  readonly python: string;
  readonly state: CudaState;
  readonly torch: string | null;
  /** The CUDA version torch was built for. */
  readonly cudaBuild: string | null;
  readonly device: string | null;
  readonly kernelMs: number | null;
  /** What went wrong, in one line. */
  readonly detail: string | null;
  /** A sick GPU is present. */
  readonly gpuPresent: boolean;
  /** Whether the requirements or the sources name torch. */
  readonly torchNeeded: boolean;
};

/** From a cold disk importing torch takes half a minute. */
const IMPORT_MS = { least: 15_000, most: 60_000 };

async function gpuPresent({ host, signal, hung }: ProbeContext): Promise<boolean> {
  if (hung.has('nvidia-smi')) return true;
  const answer = await host.gpu.snapshot(signal);
  return answer.kind === 'broken' || (answer.kind === 'seen' && answer.snapshot.devices.length > 0);
}

async function requirementsNameTorch({ target, host }: ProbeContext): Promise<boolean> {
  if (target.requirements === null) return false;
  const text = await host.files.read(target.requirements, 2 ** 20).catch(() => undefined);
  return text !== undefined && namesTorch(text);
}

type Found = Pick<CudaReadings, 'state' | 'torch' | 'cudaBuild' | 'device' | 'kernelMs' | 'detail'>;

type Broken = Extract<PythonAnswer<CudaAnswer>, { kind: 'broken' }>;

function brokenFound({ detail, said }: Broken): Found {
  const during = typeof said.stage === 'string' ? `${detail}, while ${firstChars(said.stage, 60)}` : detail;
  const nothing = { torch: null, cudaBuild: null, device: null, kernelMs: null };
  return { state: 'interpreter-broken', ...nothing, detail: during };
}

async function found(answer: CudaAnswer): Promise<Found> {
  const { cudaState } = await import('../suites/cuda-answer.ts');
  const { torch } = answer;
  return {
    ...cudaState(answer),
    torch: torch?.version ?? null,
    cudaBuild: torch?.cuda ?? null,
    device: torch?.device ?? null,
    kernelMs: torch?.kernel?.ok ? torch.kernel.ms : null,
  };
}

/** A GPU that nvidia-smi sees and torch cannot use is the commonest reason for a slow stack: only a kernel proves it. */
export default defineProbe<CudaReadings>()({
  id: 'cuda',
  title: { en: 'PyTorch and CUDA', fr: 'PyTorch et CUDA' },
  phase: 'after',
  needsHost: true,
  metrics: {
    state: {
      kind: 'state',
      title: { en: 'PyTorch on the GPU', fr: 'PyTorch sur le GPU' },
      states: {
        works: { en: 'runs on the GPU', fr: 'calcule sur le GPU' },
        'kernel-fails': { en: 'kernel fails', fr: 'le calcul échoue' },
        'no-device': { en: 'no device', fr: 'aucune carte vue' },
        'cpu-only': { en: 'CPU-only', fr: 'CPU uniquement' },
        absent: { en: 'absent', fr: 'absent' },
        'interpreter-broken': { en: 'interpreter broken', fr: 'interpréteur en panne' },
      },
      from: ({ state }) => state,
    },
    kernel_ms: {
      kind: 'number',
      title: { en: 'GPU kernel', fr: 'Calcul sur le GPU' },
      unit: 'ms',
      better: 'lower',
      floor: 5,
      formula: {
        en: 'one warm 256×256 product with torch, until the device is done',
        fr: 'un produit 256×256 à chaud avec torch, jusqu’à ce que la carte ait fini',
      },
      from: ({ kernelMs }) => kernelMs ?? undefined,
    },
  },
  fingerprint: ({ torch, cudaBuild }) => ({ torch, 'CUDA of torch': cudaBuild }),
  async observe(context) {
    const { target, host } = context;
    if (target.gpu === 'ignore') return { unavailable: 'not judged by its GPU (target.gpu: ignore)' };
    const python = interpreterOf(target, leadingProcess(await serversOf(target, host.machine)));
    if (python === null)
      return {
        unavailable: 'no Python interpreter is configured (target.python), and none was seen to serve',
      };
    const { readCudaAnswer } = await import('../suites/cuda-answer.ts');
    const answer = await askPython(context, {
      program: python,
      script: CUDA_CHECK,
      args: ['cuda', target.folder ?? ''],
      timeoutMs: patienceMs({ timeoutMs: 2 * context.scenario.timeoutMs }, IMPORT_MS),
      read: readCudaAnswer,
    });
    if (answer.kind === 'no-folder') return { unavailable: answer.message };
    const said = answer.kind === 'broken' ? answer.said : answer.value;
    const readings: CudaReadings = {
      python,
      ...(answer.kind === 'broken' ? brokenFound(answer) : await found(answer.value)),
      gpuPresent: await gpuPresent(context),
      torchNeeded: said.torchNeeded === true || (await requirementsNameTorch(context)),
    };
    return {
      readings,
      raw: [{ title: `torch in ${python}`, language: 'json', content: JSON.stringify(readings, null, 2) }],
    };
  },
});
