import { slidingWindow } from '../http/rate-limit.ts';
import { defineFault } from './fault.ts';

const minuteMs = 60_000;

export default defineFault({
  id: 'socket-limit-shared',
  about: 'a frame is refused once POST requests and frames together were N in the last minute',
  argument: { unit: 'requests', default: 30, min: 1, max: 1_000 },
  meddle(_, requests) {
    const counted = slidingWindow(requests, minuteMs, () => performance.now());
    let isFrame = false;
    return {
      // A frame is heard just before the route that counts it.
      take: (honest) => (frame, socket) => {
        isFrame = true;
        queueMicrotask(() => {
          isFrame = false;
        });
        honest(frame, socket);
      },
      admit: (honest) => () => {
        const admission = counted.take();
        return isFrame && !admission.admitted ? admission : honest();
      },
    };
  },
});
