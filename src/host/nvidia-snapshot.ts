import nvidiaSmi from 'node-nvidia-smi';

// A program of its own, because the library cannot be stopped: whoever starts this one can end it.
nvidiaSmi((error, data) => {
  process.stdout.write(JSON.stringify(error ? { error: String(error) } : { data }));
});
