import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../smoke/ralph.ts';
import { type Block, containersOf, deploy, objects, pods, text } from './manifests.ts';

/** Where the Kubernetes API says what a kind is. */
const MODULES: Readonly<Record<string, string>> = {
  'v1 Namespace': 'core/v1',
  'v1 Secret': 'core/v1',
  'v1 Service': 'core/v1',
  'v1 PersistentVolumeClaim': 'core/v1',
  'apps/v1 StatefulSet': 'apps/v1',
  'apps/v1 DaemonSet': 'apps/v1',
  'batch/v1 CronJob': 'batch/v1',
  'networking.k8s.io/v1 NetworkPolicy': 'networking/v1',
};

/** What the compiler says of objects against the types that are drawn from the OpenAPI document of Kubernetes. */
function complaints(blocks: readonly Block[]): string[] {
  const source = blocks
    .map((block, index) => {
      const { apiVersion, kind } = block;
      const type = `import('kubernetes-types/${MODULES[`${apiVersion} ${kind}`]}').${kind}`;
      return `export const object${index}: ${type} = ${JSON.stringify(block)};`;
    })
    .join('\n');
  const name = join(root, 'test/deploy/objects.ts');
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ESNext },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, language) =>
    file === name ? ts.createSourceFile(file, source, language) : getSourceFile(file, language);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const blocks = objects.map(({ object }) => object);
const ofKind = (kind: string): Block[] => blocks.filter((block) => block.kind === kind);
const keyOf = ({ metadata: { name, namespace } }: Block): string => `${namespace}/${name}`;
const { configMapGenerator, resources, images } = parse(text('kustomization.yaml'));

describe('the objects of Kubernetes', () => {
  it('are what the Kubernetes API says of their kinds', () => {
    expect(complaints(blocks)).toEqual([]);
  });

  it('would not be, with a key that is misspelt or of another type', () => {
    const [agents] = ofKind('DaemonSet');
    const spoilt = structuredClone(agents ?? {});
    spoilt.spec.template.spec.securityContext.runAsNonRot = true;
    spoilt.spec.template.spec.terminationGracePeriodSeconds = '60';
    expect(complaints([spoilt]).join()).toMatch(/runAsNonRot/);
    expect(complaints([{ ...agents, spec: { ...agents?.spec, selector: 'agent' } }]).join()).toMatch(
      /selector|string/,
    );
  });

  it('are all listed, but the example of secrets, and each is of a namespace that there is', () => {
    const files = new Set(objects.map(({ file }) => file));
    files.delete('kubernetes/secrets.example.yaml');
    expect([...files].sort()).toEqual([...resources].sort());
    const spaces = ofKind('Namespace').map(({ metadata }) => metadata.name);
    for (const { kind, metadata } of blocks)
      if (kind !== 'Namespace') expect(spaces).toContain(metadata.namespace);
  });

  it('name ConfigMaps, Secrets and their keys, and claims that there are', () => {
    const secrets = new Map(ofKind('Secret').map((each) => [keyOf(each), Object.keys(each.stringData)]));
    const configs = configMapGenerator.map(({ name, namespace }: Block) => `${namespace}/${name}`);
    const claims = ofKind('PersistentVolumeClaim').map(keyOf);
    const used = new Set<string>();
    for (const { namespace, pod } of pods) {
      for (const { secret, configMap, persistentVolumeClaim } of pod.volumes ?? []) {
        if (secret) used.add(`${namespace}/${secret.secretName}`);
        if (configMap) expect(configs).toContain(`${namespace}/${configMap.name}`);
        if (persistentVolumeClaim)
          expect(claims).toContain(`${namespace}/${persistentVolumeClaim.claimName}`);
      }
      for (const { valueFrom } of containersOf(pod).flatMap(({ env = [] }) => env)) {
        if (!valueFrom?.secretKeyRef) continue;
        const { name, key } = valueFrom.secretKeyRef;
        used.add(`${namespace}/${name}`);
        expect(secrets.get(`${namespace}/${name}`)).toContain(key);
      }
    }
    expect([...used].sort()).toEqual([...secrets.keys()].sort());
    for (const file of configMapGenerator.flatMap(({ files }: Block) => files))
      expect(existsSync(join(deploy, file.split('=').at(-1)))).toBe(true);
  });

  it('mount volumes that there are, and read their files where they lie', () => {
    for (const { pod } of pods) {
      const declared = (pod.volumes ?? []).map(({ name }: Block) => name);
      for (const { volumeMounts } of containersOf(pod))
        for (const { name } of volumeMounts) expect([...declared, 'data']).toContain(name);
    }
    const asked = [...text('redis/start.sh').matchAll(/hash_of ([\w-]+)/g)].map(([, name]) => name);
    const [queue] = ofKind('Secret').filter((each) => keyOf(each) === 'ralph/queue');
    expect(Object.keys(queue?.stringData)).toEqual(asked);
  });

  it('give no pod more than it needs', () => {
    for (const { name, pod } of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect([pod.hostNetwork, pod.hostPID, pod.hostIPC]).toEqual([undefined, undefined, undefined]);
      for (const { name: each, securityContext, resources: given } of containersOf(pod)) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(securityContext.privileged).toBeUndefined();
        expect(given).toMatchObject({
          requests: { memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        });
        // One container is root, and may do nothing with it but give a folder away.
        const isRoot = securityContext.runAsUser === 0;
        expect([isRoot, securityContext.capabilities.add]).toEqual(
          name === 'agent' && each === 'folder' ? [true, ['CHOWN']] : [false, undefined],
        );
      }
    }
  });

  it('say each address as it is: the service, its namespace, its port', () => {
    const services = new Map(
      ofKind('Service').map(({ metadata: { name, namespace }, spec }) => [`${name}.${namespace}.svc`, spec]),
    );
    const said = `${text('kubernetes/config/fleet.yaml')}${text('kubernetes/agents.yaml')}`;
    const addresses = [...said.matchAll(/(?:redis|postgres):\/\/(?:\w+@)?([\w.-]+):(\d+)/g)];
    expect(addresses).toHaveLength(3);
    for (const [, host = '', port] of addresses) expect(services.get(host)?.ports[0].port).toBe(Number(port));
    for (const { selector, ports } of services.values()) {
      const { pod } = pods.find(({ pod: { labels } }) => labels.app === selector.app) ?? { pod: {} as Block };
      const [open] = pod.containers[0].ports;
      expect([open.name, open.containerPort]).toEqual([ports[0].targetPort, ports[0].port]);
    }
  });

  it('let each pod be reached by those who need it, and closed to all others', () => {
    const policies = ofKind('NetworkPolicy').map((each) => ({ ...each.spec, of: keyOf(each) }));
    const namespaces = new Set(pods.map(({ namespace }) => namespace));
    for (const namespace of namespaces)
      expect(policies.find(({ of }) => of === `${namespace}/nobody`)).toMatchObject({
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
      });
    const portsOf = (app: string, way: 'ingress' | 'egress'): unknown[] =>
      policies
        .filter(({ podSelector }) => podSelector.matchLabels?.app === app)
        .flatMap((policy) => policy[way] ?? [])
        .flatMap(({ ports }: Block) => ports.map(({ port }: Block) => port));
    expect(portsOf('redis', 'ingress')).toEqual([6379]);
    expect(portsOf('postgres', 'ingress')).toEqual([5432]);
    expect(portsOf('fleet', 'egress')).toEqual([6379, 5432, 53, 53]);
    expect(portsOf('agent', 'egress')).toEqual([6379, 8000, 53, 53]);
    for (const { podSelector } of policies)
      if (podSelector.matchLabels)
        expect(pods.some(({ pod: { labels } }) => labels.app === podSelector.matchLabels.app)).toBe(true);
  });

  it('select the pods that they start', () => {
    for (const { kind, spec } of blocks)
      if (kind === 'StatefulSet' || kind === 'DaemonSet')
        expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
  });

  it('take images by a tag, and ralph from where the kustomization says', () => {
    const named = new Set(pods.flatMap(({ pod }) => containersOf(pod).map(({ image }) => image)));
    expect([...named].sort()).toEqual(['postgres:16-bookworm', 'ralph', 'redis:7.2-bookworm']);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(images).toEqual([{ name: 'ralph', newName: expect.stringContaining('/ralph'), newTag: version }]);
  });
});

it('kubectl puts them together', ({ skip }) => {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', deploy], { encoding: 'utf8' });
  skip(status === null, 'there is no kubectl');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const made = parseAllDocuments(stdout).map((document) => document.toJS());
  const kinds = made.map(({ kind }) => kind).filter((kind) => kind === 'ConfigMap');
  expect(kinds).toHaveLength(configMapGenerator.length);
  expect(complaints(made.filter(({ kind }) => kind !== 'ConfigMap'))).toEqual([]);
});
