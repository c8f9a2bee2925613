import type { FaultCase } from '../fault-case.ts';

const smi = (stand: string | null, more: FaultCase['world'] = {}): FaultCase['world'] => ({
  commands: { 'nvidia-smi': stand },
  ...more,
});

/** A bare card and slow speech, or slow hearing, are a cpu-fallback, which has rows of its own. */
const SPEED = ['speech', 'hearing'] as const;

/** The card and its driver. */
export const devices: readonly FaultCase[] = [
  {
    id: 'nvidia-smi-hangs',
    about: 'nvidia-smi never answers',
    organ: 'gpu',
    world: smi('nvidia-smi-hangs'),
    finding: 'gpu-unreadable',
  },
  {
    id: 'nvidia-smi-ignores-sigterm',
    about: 'nvidia-smi never answers, and SIGTERM does not end it',
    organ: 'gpu',
    world: smi('nvidia-smi-ignores-sigterm'),
    finding: 'gpu-unreadable',
  },
  {
    id: 'driver-mismatch',
    about: 'the driver was updated and not reloaded; nvidia-smi says so on standard output, and exits with 9',
    organ: 'gpu',
    world: smi('nvidia-smi-driver-mismatch'),
    finding: 'gpu-unreadable',
  },
  {
    id: 'gpu-absent',
    about: 'the config requires a GPU, and there is no driver',
    organ: 'gpu',
    world: smi(null),
    finding: 'gpu-absent',
  },
  {
    id: 'gpu-no-devices',
    about: 'the config requires a GPU, and the driver has none',
    organ: 'gpu',
    world: smi('nvidia-smi-no-devices'),
    finding: 'gpu-absent',
  },
  {
    id: 'gpu-idle',
    about: 'the models lie on the card, and nothing there computes while the stack speaks',
    organ: 'gpu',
    world: smi('nvidia-smi-resident'),
    finding: 'gpu-idle',
    hides: SPEED,
  },
  {
    id: 'gpu-empty',
    about: 'the card does nothing and holds nothing while the stack speaks',
    organ: 'gpu',
    world: smi('nvidia-smi-empty'),
    finding: 'gpu-idle',
    also: ['vram-unused'],
    hides: SPEED,
  },
  {
    id: 'gpu-of-others',
    about: 'the card works, for another program',
    organ: 'gpu',
    world: smi('nvidia-smi-taken'),
    finding: 'gpu-of-others',
    hides: SPEED,
  },
  {
    id: 'cpu-fallback',
    about: 'the stack counts on the card, holds nothing of it, and speaks a second late',
    organ: 'gpu',
    world: smi('nvidia-smi-empty', { faults: ['tts-slow:1000'] }),
    finding: 'cpu-fallback',
    // Streamed speech is as late as any, and who plays it while it comes runs dry.
    also: ['broken-playback'],
    hides: ['speech'],
  },
  {
    id: 'cpu-fallback-beside-others',
    about: 'the same, while another program works on the card',
    organ: 'gpu',
    world: smi('nvidia-smi-taken', { faults: ['tts-slow:1000'] }),
    finding: 'cpu-fallback',
    // Streamed speech is as late as any, and who plays it while it comes runs dry.
    also: ['broken-playback'],
    hides: ['speech'],
  },
  {
    id: 'gpu-throttled',
    about: 'the card is too hot and runs at half its clock',
    organ: 'gpu',
    world: smi('nvidia-smi-serving-hot'),
    finding: 'throttled-gpu',
  },
  {
    id: 'gpu-throttled-at-its-cap',
    about: 'the card is too hot for its driver, and at its power limit as well',
    organ: 'gpu',
    world: smi('nvidia-smi-serving-capped-hot'),
    finding: 'throttled-gpu',
  },
  ...(
    [
      ['gpu-rests', 'a card at 0 % whenever the stack does not work', 'nvidia-smi-rests'],
      ['gpu-warns', 'nvidia-smi warns on standard error, and answers', 'nvidia-smi-serving-warns'],
      ['gpu-four', 'four cards, of which the stack uses one', 'nvidia-smi-serving-4'],
      ['gpu-eight', 'eight cards, of which the stack uses one', 'nvidia-smi-serving-8'],
      [
        'gpu-slices',
        'a card shared out in slices tells neither utilisation nor power',
        'nvidia-smi-serving-mig',
      ],
      [
        'gpu-untold',
        'a small card tells neither temperature nor power nor limits',
        'nvidia-smi-serving-untold',
      ],
      ['driver-390', 'a driver that knows no word for what slows a card', 'nvidia-smi-serving-390'],
      ['driver-470', 'an older driver, and a card at its power limit all day', 'nvidia-smi-serving-470'],
    ] as const
  ).map(([id, about, stand]) => ({ id, about, organ: 'gpu' as const, world: smi(stand), finding: null })),
  {
    id: 'gpu-none-needed',
    about: 'a machine without a GPU, of a stack that is asked for none',
    organ: 'gpu',
    world: {
      commands: { 'nvidia-smi': null, python3: 'python-cpu-torch' },
      target: { gpu: 'auto' },
    },
    finding: null,
  },
];
