import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { root } from '../smoke/ralph.ts';
import { type Block, compose, deploy } from './manifests.ts';

const words = z.array(z.string());
const duration = z.string().regex(/^\d+[sm]$/);

/** What of the Compose specification this file uses; a key that is misspelt is none of it. */
const service = z.strictObject({
  image: z.string().regex(/^[a-z]+:[\w.-]+$/),
  build: z.strictObject({ context: z.string() }).optional(),
  command: words.optional(),
  entrypoint: words.optional(),
  working_dir: z.string().optional(),
  user: z.string().optional(),
  init: z.boolean().optional(),
  restart: z.enum(['unless-stopped', 'always', 'no', 'on-failure']),
  read_only: z.boolean().optional(),
  tmpfs: words.optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  profiles: words.optional(),
  ports: words.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: words.optional(),
  secrets: z
    .array(z.union([z.string(), z.strictObject({ source: z.string(), target: z.string() })]))
    .optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z
    .strictObject({ test: words, interval: duration, timeout: duration, retries: z.int() })
    .optional(),
  stop_grace_period: duration.optional(),
});

const file = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.strictObject({})),
});

const isOwn = (key: string): boolean => !key.startsWith('x-');
const { services, secrets, volumes } = file.parse(
  Object.fromEntries(Object.entries(compose).filter(([key]) => isOwn(key))),
);

describe('compose.yaml', () => {
  it('waits for what says of itself that it is well', () => {
    for (const { depends_on = {} } of Object.values(services))
      for (const name of Object.keys(depends_on)) expect(services[name]?.healthcheck).toBeDefined();
    expect(Object.keys(services.fleet?.depends_on ?? {}).sort()).toEqual(['postgres', 'redis']);
  });

  it('declares each volume and each secret that is used, and no other', () => {
    const all = Object.values(services);
    const sources = all.flatMap((each) => (each.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''));
    const named = sources.filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort());
    for (const path of sources.filter((source) => source.startsWith('.') && source !== './tls'))
      expect(existsSync(join(deploy, 'compose', path))).toBe(true);
    const kept = all.flatMap((each) =>
      (each.secrets ?? []).map((secret) => (typeof secret === 'string' ? secret : secret.source)),
    );
    expect([...new Set(kept)].sort()).toEqual(Object.keys(secrets).sort());
  });

  it('says each address as it is: the service, and a port on which it listens', () => {
    const text = JSON.stringify(services) + readFileSync(join(deploy, 'compose/fleet.yaml'), 'utf8');
    const addresses = [...text.matchAll(/(?:redis|postgres|http):\/\/(?:\w+@)?([\w-]+):(\d+)/g)];
    const ports: Block = { redis: '6379', postgres: '5432' };
    expect(addresses.length).toBeGreaterThanOrEqual(8);
    for (const [, host = '', port] of addresses) {
      expect(services).toHaveProperty([host]);
      expect(port).toBe(ports[host] ?? '8000');
    }
  });

  it('opens nothing but Redis, and that for this machine alone', () => {
    const open = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(open).toEqual([['redis', '127.0.0.1:6379:6379']]);
  });

  it('asks every host of its demo, and has an agent for each', () => {
    const { stacks } = parse(readFileSync(join(deploy, 'compose/fleet.yaml'), 'utf8'));
    const names = Object.values(services).flatMap(({ command = [] }) =>
      command[0] === 'agent' ? [command[command.indexOf('--name') + 1]] : [],
    );
    expect(stacks.map(({ agent }: Block) => agent)).toEqual(names);
  });

  it('keeps what ralph writes in folders of its image that are its own', () => {
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
    const [, owned = ''] = /^RUN install -d -o node -g node (.+)$/m.exec(dockerfile) ?? [];
    const written = Object.values(services)
      .filter(({ image }) => image.startsWith('ralph:'))
      .flatMap((each) => each.volumes ?? [])
      .filter((volume) => !volume.startsWith('.'))
      .map((volume) => volume.split(':')[1]);
    expect(owned.split(' ')).toEqual(expect.arrayContaining([...new Set(written)]));
  });
});

/** Compose itself: the plugin of Docker, or the program from before it was one. */
const COMPOSE = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...rest]) => spawnSync(program, [...rest, 'version']).status === 0,
);

it('Compose takes it', ({ skip }) => {
  skip(COMPOSE === undefined, 'there is no Docker Compose; Debian has it in the package docker-compose');
  const [program = '', ...rest] = COMPOSE ?? [];
  const copy = mkdtempSync(join(tmpdir(), 'ralph-compose-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(deploy, copy, { recursive: true });
  const cwd = join(copy, 'compose');
  // The program from before knew no name.
  const yaml = join(cwd, 'compose.yaml');
  if (program === 'docker-compose')
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(/^name:.*\n/m, ''));
  expect(spawnSync('sh', ['make-secrets.sh'], { cwd }).status).toBe(0);
  const { status, stderr, stdout } = spawnSync(program, [...rest, '--profile', 'demo', 'config'], {
    cwd,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(Object.keys(parse(stdout).services).sort()).toEqual(Object.keys(services).sort());
});
