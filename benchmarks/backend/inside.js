// Loaded into a server before its own code, with --expose-gc: tells of its memory, after a collection when asked for one.
process.on('message', ({ collect } = {}) => {
  if (collect === undefined) return;
  if (collect) globalThis.gc();
  process.send({ heapBytes: process.memoryUsage().heapUsed });
});
