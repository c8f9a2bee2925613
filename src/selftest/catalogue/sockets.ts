import type { FaultCase } from '../fault-case.ts';

/** What goes wrong on an open line. */
export const sockets: readonly FaultCase[] = [
  {
    id: 'ws-refuse',
    about: 'every upgrade is refused with 403',
    organ: 'socket',
    world: { faults: ['ws-refuse'] },
    finding: 'websocket-broken',
  },
  {
    id: 'ws-unknown-path',
    about: 'the socket is not where the client looks for it: the upgrade is refused',
    organ: 'socket',
    world: { target: { paths: { socket: '/ws/elsewhere' } } },
    finding: 'websocket-broken',
  },
  {
    id: 'ws-silent',
    about: 'sockets open, take every frame, and never say a word',
    organ: 'socket',
    world: { faults: ['ws-silent'] },
    finding: 'websocket-broken',
  },
  {
    id: 'ws-wrong-shape',
    about: 'a message of the contract is met with silence, one in another shape is answered',
    organ: 'socket',
    world: { faults: ['ws-wrong-shape'] },
    finding: 'ws-wrong-shape',
  },
  {
    id: 'ws-close-1006',
    about: 'sockets drop at the first frame, without a goodbye',
    organ: 'socket',
    world: { faults: ['ws-close-1006'] },
    finding: 'websocket-broken',
  },
  {
    id: 'ws-binary-noise',
    about: 'a binary frame that means nothing comes before each frame',
    organ: 'socket',
    world: { faults: ['ws-binary-noise'] },
    finding: 'ws-noise',
  },
  {
    id: 'ws-no-end',
    about: 'the frame that ends a turn never comes',
    organ: 'socket',
    world: { faults: ['ws-no-end'] },
    finding: 'websocket-broken',
  },
  {
    id: 'ws-slow-first-token',
    about: 'the first word over a socket comes two seconds late',
    organ: 'socket',
    world: { faults: ['ws-slow-first-token:2000'] },
    finding: 'stream-late',
  },
  {
    id: 'ws-burst',
    about: 'the words of an answer come all at once, at its end',
    organ: 'socket',
    world: { faults: ['chat-slow:400'] },
    finding: 'fake-streaming',
  },
  {
    id: 'ws-deaf-to-interrupt',
    about: 'who interrupts is not heard: the stack talks on',
    organ: 'socket',
    world: { faults: ['ws-deaf-to-interrupt'] },
    finding: 'barge-in-ignored',
  },
  {
    id: 'ws-slow-to-stop',
    about: 'who interrupts is heeded 700 ms later',
    organ: 'socket',
    world: { faults: ['ws-slow-to-stop:700'] },
    finding: 'barge-in-slow',
  },
];
