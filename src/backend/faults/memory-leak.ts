import { defineFault } from './fault.ts';

const mebibyte = 1024 * 1024;
const keptAtMostMib = 512;

export default defineFault({
  id: 'memory-leak',
  about: `every request leaves N MiB behind, ${keptAtMostMib} MiB in all`,
  argument: { unit: 'MiB', default: 8, min: 1, max: 64 },
  meddle(off, mib) {
    const kept: Buffer[] = [];
    off.addEventListener('abort', () => kept.splice(0));
    return {
      request: (honest) => (request, reply) => {
        // Written to, because memory that nobody touched is not taken from the machine.
        if ((kept.length + 1) * mib <= keptAtMostMib) kept.push(Buffer.alloc(mib * mebibyte, 1));
        return honest(request, reply);
      },
    };
  },
});
