import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { unrun } from '../../src/cli/manual/manual.fixture.ts';
import { rules } from '../../src/cli/rules.ts';
import { loadFleet } from '../../src/config/fleet/load.ts';
import { loadConfig } from '../../src/config/load.ts';
import { root } from '../smoke/ralph.ts';
import { type Block, compose, containersOf, deploy, pods, text, units, valuesIn } from './manifests.ts';

interface Line {
  readonly at: string;
  readonly words: readonly string[];
}

/** The words of a line as systemd splits them. */
const split = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

const services = Object.entries<Block>(compose.services).map(([name, service]) => ({ name, service }));
const ours = services.filter(({ service }) => service.image.startsWith('ralph:'));
const ourPods = pods.flatMap(({ name, pod }) =>
  containersOf(pod)
    .filter(({ image }) => image === 'ralph')
    .map((container) => ({ name, container })),
);

const lines: readonly Line[] = [
  ...ours.map(({ name, service }) => ({ at: `compose ${name}`, words: service.command })),
  ...ourPods
    .filter(({ container }) => container.command === undefined)
    .map(({ name, container }) => ({ at: `kubernetes ${name}`, words: container.args })),
  ...units.flatMap((unit) =>
    valuesIn(unit, 'ExecStart').map((line) => {
      const [program, ...words] = split(line);
      expect(program).toBe('/usr/local/bin/ralph');
      return { at: `systemd ${unit}`, words };
    }),
  ),
];

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

/** Has the real program read a line, of which nothing is done; the name of the command that would do it. */
async function read(words: readonly string[]): Promise<string | undefined> {
  const program = unrun();
  let called: string | undefined;
  for (const leaf of leavesOf(program))
    leaf.exitOverride().action(() => {
      called = leaf.name();
    });
  await program.parseAsync([...words], { from: 'user' });
  return called;
}

describe('every command line of ralph', () => {
  it('is there to be read', () => {
    expect(new Set(lines.map(({ words }) => words[0]))).toEqual(new Set(['serve', 'agent', 'fleet']));
  });

  it.each(lines.map((line) => [line.at, line] as const))(
    'in %s is one that the program takes',
    async (_, { words }) => {
      expect(await read(words)).toBe(words[0] === 'fleet' ? words[1] : words[0]);
    },
  );

  it('that is none would be refused', async () => {
    await expect(read(['agent', '--nmae', 'x'])).rejects.toThrow(/nmae/);
    await expect(read(['fleet', 'review'])).rejects.toThrow(/missing/);
  });
});

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

describe('every variable', () => {
  const known = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(sources);

  it('that is set for ralph is one that it reads', () => {
    const inCompose = ours.flatMap(({ service }) =>
      (service.secrets ?? []).map(({ target }: Block) => target as string),
    );
    const inPods = ourPods.flatMap(({ container }) => {
      const args = (container.args ?? []).join(' ');
      return (container.env ?? [])
        .map(({ name }: Block) => name as string)
        .filter((name: string) => !args.includes(`$(${name})`) && !name.startsWith('NVIDIA_'));
    });
    const inUnits = units.flatMap((unit) => [
      ...valuesIn(unit, 'Environment').map((value) => value.split('=')[0] ?? ''),
      ...[...text(`systemd/${unit}`).matchAll(/\b([A-Z_]+)=…/g)].map(([, name = '']) => name),
    ]);
    const named = [...inCompose, ...inPods, ...inUnits];
    expect(new Set(named)).toEqual(new Set(['RALPH_QUEUE_PASSWORD', 'PGPASSWORD', 'XDG_STATE_HOME']));
    expect([...new Set(named)].filter((name) => !known(name))).toEqual([]);
  });

  it('that a line wants expanded is set', () => {
    for (const { container } of ourPods) {
      const wanted = [...(container.args ?? []).join(' ').matchAll(/\$\((\w+)\)/g)].map(([, name]) => name);
      const set = (container.env ?? []).map(({ name }: Block) => name);
      expect(set).toEqual(expect.arrayContaining(wanted));
    }
  });

  it('for the driver is one of its container runtime', async () => {
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('NVIDIA_DRIVER_CAPABILITIES=utility');
  });
});

describe('every config', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'ralph-deploy-'));
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  const env = { RALPH_QUEUE_PASSWORD: 'a-password', PGPASSWORD: 'another' };
  const known = { criteria: rules.criteria, probes: rules.probes.map(({ id }) => id) };

  it.each(['compose/fleet.yaml', 'kubernetes/config/fleet.yaml'])('%s is a fleet', async (path) => {
    const fleet = await loadFleet({ path: join(deploy, path), cwd, env, known });
    expect(fleet.stacks.length).toBeGreaterThan(1);
    expect(fleet.queue).toMatchObject({ password: 'a-password' });
  });

  it('kubernetes/config/agent.yaml is a config', async () => {
    const path = join(deploy, 'kubernetes/config/agent.yaml');
    await expect(loadConfig({ path, cwd, env, criteria: rules.criteria })).resolves.toBeDefined();
  });
});
