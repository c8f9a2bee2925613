import type { FaultCase, Organ, Program, World } from './fault-case.ts';

const HEALTHY: Readonly<Record<Program, string>> = {
  'nvidia-smi': 'nvidia-smi-serving',
  python3: 'python-ok',
  pytest: 'pytest-all-pass',
  next: 'next-build-ok',
};

/** Two worlds in one: everything that is wrong in either. */
const combined = (a: World, b: World): World => ({
  ...a,
  ...b,
  faults: [...(a.faults ?? []), ...(b.faults ?? [])],
  serve: [...(a.serve ?? []), ...(b.serve ?? [])],
  commands: { ...a.commands, ...b.commands },
  project: { ...a.project, ...b.project },
  target: { ...a.target, ...b.target },
  hears: a.hears === true || b.hears === true,
  brief: a.brief === true && b.brief === true,
  samples: { ...a.samples, ...b.samples },
  beside: [...(a.beside ?? []), ...(b.beside ?? [])],
});

type Laid = Readonly<Record<string, unknown>>;

const overwrites = (a: Laid = {}, b: Laid = {}): boolean =>
  Object.keys(a).some((key) => key in b && JSON.stringify(a[key]) !== JSON.stringify(b[key]));

const shareOne = (a: readonly string[], b: readonly string[]): boolean => a.some((each) => b.includes(each));

const faultsOf = ({ faults = [] }: World): readonly string[] =>
  faults.map((fault) => fault.replace(/:.*/, ''));
const flagsOf = ({ serve = [] }: World): readonly string[] => serve.filter((word) => word.startsWith('--'));
const isOfTheReference = (world: World): boolean => [...faultsOf(world), ...flagsOf(world)].length > 0;

/** Whether all that is wrong in either world is still wrong when both are one. */
export const canBeOne = (a: World, b: World): boolean =>
  !(a.stack !== undefined && (b.stack !== undefined || isOfTheReference(b))) &&
  !(b.stack !== undefined && isOfTheReference(a)) &&
  !shareOne(faultsOf(a), faultsOf(b)) &&
  !shareOne(flagsOf(a), flagsOf(b)) &&
  !(['commands', 'project', 'target', 'samples'] as const).some((part) => overwrites(a[part], b[part]));

/** The folder of `fixtures/commands` behind each program of a world; one that is absent is left out. */
export const programsOf = ({ commands = {} }: World): readonly (readonly [Program, string])[] =>
  Object.entries({ ...HEALTHY, ...commands }).filter(
    (entry): entry is [Program, string] => entry[1] !== null,
  );

const SOME = { warm: 3, most: 3, warmup: 1 };
const FEW = { warm: 2, most: 2, warmup: 0 };

/** The config under which a world is reviewed; YAML, since JSON is. */
export const configOf = ({ target, brief, samples }: World, url: string): string =>
  `${JSON.stringify(
    {
      target: {
        name: 'selftest',
        url,
        folder: 'project',
        python: 'python3',
        requirements: 'requirements.txt',
        gpu: 'required',
        tests: { command: ['pytest'], timeout: '4s' },
        build: { command: ['next', 'build'], timeout: '4s' },
        ...target,
      },
      samples: { ...(brief ? FEW : SOME), idle: '300ms', timeout: '3s', ...samples },
    },
    null,
    2,
  )}\n`;

/** Files of the project under review. */
export const projectOf = ({ project }: World): Readonly<Record<string, string>> => ({
  'requirements.txt': 'fastapi\ntorch\n',
  'backend/main.py': 'import fastapi\nimport torch\n',
  ...project,
});

const OF_SPEECH: ReadonlySet<Organ> = new Set(['speech', 'hearing', 'socket']);
const OF_SURROUNDINGS: ReadonlySet<Organ> = new Set(['gpu', 'python', 'process', 'tests', 'build']);

/** The whole of a healthy stack is reviewed; of one with a fault, what the fault can touch, and less of all else. */
const HEALTHY_STACK: World = { hears: true };
const worldOf = ({ organ, finding, world }: FaultCase): World => ({
  hears: finding === null || OF_SPEECH.has(organ),
  brief: OF_SURROUNDINGS.has(organ),
  ...world,
});

/** What each single fault and each pair is run as. */
export interface Trial {
  readonly id: string;
  readonly cases: readonly FaultCase[];
  readonly world: World;
}

export function trialOf(...cases: readonly FaultCase[]): Trial {
  const [first = HEALTHY_STACK, ...others] = cases.map(worldOf);
  return { id: cases.map(({ id }) => id).join(' + '), cases, world: others.reduce(combined, first) };
}
