import { refuse } from '../http/sockets.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'ws-refuse',
  about: 'every WebSocket is refused with 403',
  argument: null,
  meddle: () => ({ upgrade: () => (_, stream) => refuse(stream, '403 Forbidden', 'not allowed') }),
});
