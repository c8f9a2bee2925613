import { defineFault } from './fault.ts';

const traceback = [
  '❌ ERROR:root:retrying',
  'Traceback (most recent call last):',
  '  File "/srv/eva/fast_tts.py", line 6, in speak',
  'RuntimeError: CUDA error: no kernel image is available for execution on the device',
  '',
].join('\n');

export default defineFault({
  id: 'log-tracebacks',
  about: 'every request that succeeds leaves a traceback and a ❌ in the log',
  argument: null,
  meddle: () => ({
    tell: (honest) => (body, request, reply) => {
      const told = honest(body, request, reply);
      if (reply.statusCode < 400) process.stderr.write(traceback);
      return told;
    },
  }),
});
