import type { GpuAnswer } from '../domain/gpu.ts';
import { oneLine } from '../domain/printable.ts';
import type { Target } from '../domain/target.ts';
import { same, type Text } from '../domain/text.ts';
import type { Check } from './check.ts';
import { installing } from './install.ts';

/** What is known of a machine before anything is measured. */
export interface MachineFacts {
  /** Of Node.js, such as "v20.19.0". */
  readonly node: string;
  /** As Node.js names it. */
  readonly platform: string;
  readonly gpu: GpuAnswer;
  readonly cores: number;
  /** Programs that wanted a core, as a mean of the last minute. */
  readonly load: number;
  /** Managers of packages that are on the PATH. */
  readonly managers: readonly string[];
}

const TITLES = {
  node: same('Node.js'),
  gpu: same('GPU'),
  processes: { en: 'Processes', fr: 'Processus' },
  quiet: { en: 'Quiet', fr: 'Calme' },
} as const satisfies Readonly<Record<string, Text>>;

type Id = keyof typeof TITLES;

const check = (id: Id, rest: Omit<Check, 'id' | 'of' | 'title'>): Check => ({
  ...{ id, of: 'machine', title: TITLES[id] },
  ...rest,
});

/** What needs a device is nobody's fault where there is none, unless the config says that there has to be one. */
function gpuCheck({ gpu, managers }: MachineFacts, wanted: Target['gpu']): Check {
  const standing = wanted === 'required' ? 'wrong' : 'gap';
  if (wanted === 'ignore')
    return check('gpu', {
      standing: 'gap',
      found: { en: 'left out, as target.gpu: ignore says', fr: 'omis, comme le dit target.gpu: ignore' },
    });
  if (gpu.kind === 'seen' && gpu.snapshot.devices.length > 0) {
    const names = oneLine(gpu.snapshot.devices.map(({ name }) => name).join(', '));
    const driver = gpu.snapshot.driver === null ? '' : `, driver ${oneLine(gpu.snapshot.driver)}`;
    return check('gpu', { standing: 'ready', found: same(`${names}${driver}`) });
  }
  if (gpu.kind === 'broken')
    return check('gpu', {
      standing: 'wrong',
      found: {
        en: `nvidia-smi ${gpu.how}: ${oneLine(gpu.message)}`,
        fr: `nvidia-smi ${gpu.how} : ${oneLine(gpu.message)}`,
      },
      advice: {
        en: 'the driver and its kernel module are of two versions, or it hangs: reboot, or load it anew; "target.gpu: ignore" leaves it out',
        fr: 'le pilote et son module sont de deux versions, ou il pend : redémarrez, ou rechargez-le ; « target.gpu: ignore » l’omet',
      },
      commands: ['nvidia-smi', 'sudo modprobe -r nvidia_uvm nvidia && sudo modprobe nvidia'],
    });
  return check('gpu', {
    standing,
    found: {
      en: `${gpu.kind === 'absent' ? 'no nvidia-smi on the PATH' : 'nvidia-smi sees no device'}: GPU and CUDA are left out`,
      fr: `${gpu.kind === 'absent' ? 'pas de nvidia-smi dans le PATH' : 'nvidia-smi ne voit aucune carte'} : GPU et CUDA sont omis`,
    },
    advice: {
      en: 'only with an NVIDIA card: install its driver, or run ralph where the card is (a container: docker run --gpus all)',
      fr: 'seulement avec une carte NVIDIA : installez son pilote, ou lancez ralph où est la carte (conteneur : docker run --gpus all)',
    },
    commands: installing(managers, {
      'apt-get': 'nvidia-driver',
      dnf: 'akmod-nvidia xorg-x11-drv-nvidia-cuda',
      pacman: 'nvidia nvidia-utils',
    }),
  });
}

/** More than this share of the cores in use by others, and times wander for no reason of the stack. */
const CROWDED = 0.5;

function quietCheck({ cores, load }: MachineFacts): Check {
  const busy = load.toFixed(1);
  const busyFr = busy.replace('.', ',');
  const crowded = load > cores * CROWDED;
  return check('quiet', {
    standing: crowded ? 'gap' : 'ready',
    found: {
      en: `a load of ${busy} on ${cores} cores in the last minute${crowded ? ': times will wander' : ''}`,
      fr: `une charge de ${busyFr} sur ${cores} cœurs la dernière minute${crowded ? ' : les temps varieront' : ''}`,
    },
    ...(crowded && {
      advice: {
        en: 'end what runs beside the stack; this says how far times can be trusted now:',
        fr: 'arrêtez ce qui tourne à côté ; ceci dit combien on peut se fier aux temps maintenant :',
      },
      commands: ['ralph calibrate'],
    }),
  });
}

/** What this machine can carry. */
export const machineChecks = (facts: MachineFacts, gpu: Target['gpu']): Check[] => [
  check('node', { standing: 'ready', found: same(facts.node) }),
  gpuCheck(facts, gpu),
  check('processes', {
    standing: facts.platform === 'linux' ? 'ready' : 'gap',
    found:
      facts.platform === 'linux'
        ? { en: 'the system tells which process serves', fr: 'le système dit quel processus sert' }
        : {
            en: 'this system tells less: the source and the GPU of the serving process may stay unseen',
            fr: 'ce système en dit moins : la source et le GPU du processus peuvent rester invisibles',
          },
    ...(facts.platform === 'linux'
      ? {}
      : { advice: { en: 'run ralph on Linux', fr: 'lancez ralph sous Linux' } }),
  }),
  quietCheck(facts),
];
