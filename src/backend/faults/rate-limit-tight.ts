import { slidingWindow } from '../http/rate-limit.ts';
import { defineFault } from './fault.ts';

const minuteMs = 60_000;

export default defineFault({
  id: 'rate-limit-tight',
  about: 'only N POST requests and frames are let in a minute, all clients together',
  argument: { unit: 'requests', default: 5, min: 1, max: 1_000 },
  meddle(_, requests) {
    const tight = slidingWindow(requests, minuteMs, () => performance.now());
    return {
      admit: (honest) => () => {
        const admission = tight.take();
        if (!admission.admitted) return admission;
        const further = honest();
        return further.admitted ? admission : further;
      },
    };
  },
});
