import { GPU_COMMAND, pythonOf, torchCommand } from '../domain/commands.ts';
import type { Check, Step } from '../domain/finding.ts';
import { rolesLine } from '../domain/service-vram.ts';
import type { Target } from '../domain/target.ts';
import { torchMatters } from '../domain/torch-judged.ts';
import type { Facts } from '../probes/facts.ts';
import type { RuntimeReadings } from '../probes/runtime.ts';

/** Wheels built for CUDA 12.4 run on every driver from 525 on, by NVIDIA's minor-version compatibility. */
const CUDA_WHEELS = 'https://download.pytorch.org/whl/cu124';

/** Installs a torch that can use the GPU, into the interpreter that the stack runs on. */
export const installTorch = (target: Target, uninstallFirst: boolean): Step => ({
  text: { en: 'Install PyTorch with CUDA', fr: 'Installer PyTorch avec CUDA' },
  code: {
    language: 'bash',
    lines: [
      ...(uninstallFirst ? [`${pythonOf(target)} -m pip uninstall -y torch torchvision torchaudio`] : []),
      `${pythonOf(target)} -m pip install torch torchvision torchaudio --index-url ${CUDA_WHEELS}`,
    ],
  },
});

/** What the process whose interpreter was asked does in a stack of several servers; undefined in one of one. */
export function rolesOf({ process, processes }: RuntimeReadings): string | undefined {
  const own = processes?.find(({ pid }) => pid === process?.pid);
  return own && rolesLine(own.roles);
}

/** Shows how a process was started, and ends it. */
const endLines = (pid: number, platform: string): string[] =>
  platform.startsWith('win32')
    ? [
        `powershell -Command "(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine"`,
        `taskkill /PID ${pid} /F`,
      ]
    : [`ps -o args= -p ${pid}`, `kill ${pid}`];

/** Ends the serving process, so that the next start picks up what was installed. */
export const restartBackend = (facts: Facts): Step => {
  const runtime = facts.observed('runtime');
  const pid = runtime?.process?.pid;
  const roles = runtime && rolesOf(runtime);
  return {
    text: {
      en: `Restart ${roles ?? 'the backend'} the way it was started: a running process keeps what it had loaded`,
      fr: `Redémarrer ${roles ?? 'le backend'} comme il l’avait été : un processus en cours garde ce qu’il avait chargé`,
    },
    ...(pid
      ? { code: { language: 'bash', lines: endLines(pid, facts.observed('environment')?.platform ?? '') } }
      : {}),
  };
};

export const verifyTorch = (target: Target): Step => ({
  text: {
    en: 'Verify that torch sees the card and that it works',
    fr: 'Vérifier que torch voit la carte et que celle-ci travaille',
  },
  code: { language: 'bash', lines: [torchCommand(target), GPU_COMMAND] },
});

export const torchCheck = (target: Target): Check => ({
  text: { en: 'torch.cuda.is_available() is True', fr: 'torch.cuda.is_available() vaut True' },
  command: torchCommand(target),
  holds: false,
});

/** "PyTorch 2.9.1+cpu", or the name alone where its version is not known. */
export const torchName = ({ torch }: { readonly torch: string | null }): string =>
  torch === null ? 'PyTorch' : `PyTorch ${torch}`;

/** The findings about torch, for those that follow from them. */
export const TORCH_FINDINGS = [
  'torch-absent',
  'torch-cpu-only',
  'cuda-no-device',
  'cuda-kernel-fails',
] as const;

/** The torch that the evidence speaks of, where the GPU criterion has a say about it. */
export function torchNeeded(facts: Facts) {
  const cuda = facts.observed('cuda');
  return cuda && torchMatters(cuda, facts.target) ? cuda : undefined;
}
