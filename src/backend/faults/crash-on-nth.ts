import { defineFault } from './fault.ts';

export default defineFault({
  id: 'crash-on-nth',
  about: 'the process ends, with 1 and no word, at the Nth request',
  argument: { unit: 'requests', default: 10, min: 1, max: 100_000 },
  meddle(_, fatal) {
    let requests = 0;
    return {
      request: (honest) => (request, reply) => {
        requests += 1;
        if (requests === fatal) process.exit(1);
        return honest(request, reply);
      },
    };
  },
});
