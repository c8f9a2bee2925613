import type { FaultCase } from '../fault-case.ts';

/** The project's build. */
export const builds: readonly FaultCase[] = [
  {
    id: 'build-fails',
    about: 'the build compiles successfully first, and fails after',
    organ: 'build',
    world: { commands: { next: 'next-build-fails' } },
    finding: 'build-fails',
  },
  {
    id: 'build-fails-types',
    about: 'the compiler of TypeScript finds errors before the build begins',
    organ: 'build',
    world: { commands: { next: 'next-build-type-errors' } },
    finding: 'build-fails',
  },
  {
    id: 'build-lies',
    about: 'the build says that it failed, and exits with 0',
    organ: 'build',
    world: { commands: { next: 'next-build-lies' } },
    finding: 'build-claims-success',
  },
  {
    id: 'build-lies-types',
    about: 'the build compiles, says that the types are wrong, and exits with 0',
    organ: 'build',
    world: { commands: { next: 'next-build-type-check' } },
    finding: 'build-claims-success',
  },
  {
    id: 'build-not-installed',
    about: 'node_modules is gone, and npx wants to fetch another version',
    organ: 'build',
    world: { commands: { next: 'next-build-not-installed' } },
    finding: 'build-fails',
  },
  {
    id: 'build-no-program',
    about: 'the program that builds is not there',
    organ: 'build',
    world: { commands: { next: null } },
    finding: 'build-fails',
  },
  {
    id: 'build-locked',
    about: 'another build holds the lock',
    organ: 'build',
    world: { commands: { next: 'next-build-locked' } },
    finding: 'build-locked',
  },
  {
    id: 'build-hangs',
    about: 'the build never ends',
    organ: 'build',
    world: { commands: { next: 'next-build-hangs' } },
    finding: 'build-fails',
  },
  {
    id: 'build-killed',
    about: 'the build is killed half-way',
    organ: 'build',
    world: { commands: { next: 'next-build-killed' } },
    finding: 'build-fails',
  },
  {
    id: 'build-warnings',
    about: 'look-alike: warnings, and words of failure that are not the build’s own',
    organ: 'build',
    world: { commands: { next: 'next-build-warnings' } },
    finding: null,
  },
  {
    id: 'build-routes',
    about: 'look-alike: a route table with a legend, a proxy, chunks and prerendered paths',
    organ: 'build',
    world: { commands: { next: 'next-build-routes' } },
    finding: null,
  },
];
