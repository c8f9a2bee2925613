import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../smoke/ralph.ts';

/** The folder of what ralph is deployed with. */
export const deploy = join(root, 'deploy');

/** A file of it. */
export const text = (file: string): string => readFileSync(join(deploy, file), 'utf8');

/** A block of YAML, of which nothing is known yet. */
// biome-ignore lint/suspicious/noExplicitAny: what a manifest holds is what the tests are about
export type Block = Record<string, any>;

/** `${NAME:-default}` as it is where nobody sets NAME. */
const byDefault = (given: string): string => given.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

/** compose.yaml, its anchors and variables resolved. */
export const compose: Block = parse(byDefault(text('compose/compose.yaml')), { merge: true, strict: true });

/** Each object of Kubernetes, and the file in which it stands. */
export const objects: readonly { readonly file: string; readonly object: Block }[] = readdirSync(
  join(deploy, 'kubernetes'),
)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((name) => {
    const file = `kubernetes/${name}`;
    // As Kubernetes reads it: YAML 1.1, in which 0440 is octal.
    return parseAllDocuments(text(file), { version: '1.1', strict: true }).map((document) => {
      if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
      return { file, object: document.toJS() as Block };
    });
  });

/** What starts pods, and the pods that it starts. */
export const pods: readonly { readonly name: string; readonly namespace: string; readonly pod: Block }[] =
  objects.flatMap(({ object: { kind, metadata, spec } }) => {
    const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec?.template;
    return template
      ? [
          {
            name: metadata.name,
            namespace: metadata.namespace,
            pod: { ...template.metadata, ...template.spec },
          },
        ]
      : [];
  });

/** Every container of a pod, those that run first among them. */
export const containersOf = ({ initContainers = [], containers }: Block): Block[] => [
  ...initContainers,
  ...containers,
];

/** The units of systemd. */
export const units: readonly string[] = readdirSync(join(deploy, 'systemd'));

/** The values of a key of a unit, in order. */
export const valuesIn = (unit: string, key: string): string[] =>
  [...text(`systemd/${unit}`).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
