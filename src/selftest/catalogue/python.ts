import type { FaultCase, FindingId } from '../fault-case.ts';

const row = (
  id: string,
  about: string,
  python3: string | null,
  finding: FindingId | null,
  also: readonly FindingId[] = [],
): FaultCase => ({ id, about, organ: 'python', world: { commands: { python3 } }, finding, also });

/** The interpreter of the stack, and its torch. */
export const python: readonly FaultCase[] = [
  row('python-absent', 'the interpreter that the config names is not there', null, 'interpreter-broken'),
  row('python-crashes', 'the interpreter dies of SIGSEGV', 'python-segfaults', 'interpreter-broken'),
  row('python-hangs', 'the interpreter never says a word', 'python-hangs', 'interpreter-broken'),
  row('torch-hangs', 'importing torch does not come to an end', 'python-torch-hangs', 'interpreter-broken'),
  row('torch-absent', 'torch was uninstalled, and the sources import it', 'python-no-torch', 'torch-absent', [
    'dependency-vanished',
  ]),
  row('torch-cpu-only', 'torch was built without CUDA', 'python-cpu-torch', 'torch-cpu-only'),
  row(
    'torch-no-device',
    'torch was built for CUDA, and sees no device',
    'python-no-device',
    'cuda-no-device',
  ),
  row(
    'torch-no-kernel',
    'torch sees the card, and has no kernel for it',
    'python-kernel-fails',
    'cuda-kernel-fails',
  ),
  {
    ...row(
      'dependency-vanished',
      'a module went after the stack had started',
      'python-vanished',
      'dependency-vanished',
    ),
    // That it still runs is seen by its answers alone.
    hides: ['access'],
  },
  row('python-noise', 'the interpreter prints lines that nobody asked for', 'python-noise', null),
];
