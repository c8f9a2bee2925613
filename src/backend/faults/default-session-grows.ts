import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';

const session = 'default';

export default defineFault({
  id: 'default-session-grows',
  about:
    'who names no session shares one with everybody, and each turn kept in it makes the next N ms slower',
  argument: milliseconds(50, 5_000),
  meddle(off, ms) {
    let kept = 0;
    return {
      converse: (honest) => async (remark, signal, hear) => {
        if (!('session' in remark) || remark.session !== session) return honest(remark, signal, hear);
        await pause(kept * ms, off, signal);
        kept += 1;
        return honest(remark, signal, hear);
      },
    };
  },
});
