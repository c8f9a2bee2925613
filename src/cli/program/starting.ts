import { Argument } from 'commander';
import type { DoctorFlags } from '../commands/doctor.ts';
import type { InitFlags } from '../commands/init.ts';
import { aiming, spoken } from '../flags.ts';
import type { Shell } from './shell.ts';

/** The commands of the first minutes. */
export function starting({ command, terminal, signal, done }: Shell): void {
  spoken(
    command('init', 'look at a project and what runs here, and write its config', {
      about: [
        'Reads what the project says of itself and asks the ports of this machine what they speak. Executes nothing of the project, and writes one file: ralph.config.yaml.',
      ],
      examples: [
        ['ralph init', 'the project in this folder'],
        ['ralph init ../her --yes', 'another one; asks nothing, as in a script'],
        ['ralph init --target http://localhost:8000', 'the stack is there'],
        ['ralph init --dry-run', 'show the config, and write nothing'],
      ],
      exitCodes: '0 written · 2 usage, or there is a config already (see --force)',
    }),
  )
    .argument('[folder]', 'of the project (default: this one)')
    .option('--target <url>', 'where the stack listens (default: found out, or asked)')
    .option('-y, --yes', 'ask nothing; what cannot be found gets its usual value')
    .option('--force', 'write over a config that is there')
    .option('--dry-run', 'print the config, and write nothing')
    .action(async (folder: string | undefined, flags: InitFlags) =>
      done(await (await import('../commands/init.ts')).init(folder, flags, terminal, signal)),
    );

  aiming(
    spoken(
      command('doctor', 'say what can be measured here, what cannot, and how to get it', {
        about: [
          'Looks at this machine and at the stack, and asks the stack no question that costs it anything. Executes nothing of the project.',
        ],
        examples: [
          ['ralph doctor', 'this machine, and the stack of ralph.config.yaml'],
          ['ralph doctor --target http://localhost:8000', 'a stack without a config'],
          ['ralph doctor --json', 'for a script'],
        ],
        exitCodes: '0 a review can be made · 1 it would fail for what is named · 2 usage or config',
      }),
    ),
  ).action(async (flags: DoctorFlags) =>
    done(await (await import('../commands/doctor.ts')).doctor(flags, terminal, signal)),
  );

  command('completion', 'print what completes ralph’s words in a shell', {
    about: [
      'What it prints goes into the start file of the shell: a shell that starts then knows the commands, flags and ids of the ralph that is installed.',
    ],
    examples: [
      ["echo 'source <(ralph completion bash)' >> ~/.bashrc", 'bash'],
      ["echo 'source <(ralph completion zsh)' >> ~/.zshrc", 'zsh, below compinit'],
      ['ralph completion fish > ~/.config/fish/completions/ralph.fish', 'fish'],
    ],
  })
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish', _: object, self) =>
      done(await (await import('../commands/completion.ts')).completion(shell, self.parent, terminal)),
    );
}
