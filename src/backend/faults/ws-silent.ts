import { defineFault } from './fault.ts';

export default defineFault({
  id: 'ws-silent',
  about: 'WebSockets open, take every frame, and never say a word',
  argument: null,
  meddle: () => ({ send: () => () => {} }),
});
