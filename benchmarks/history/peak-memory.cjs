// Says, when the process ends, how long its threads used a processor and how much memory it held at most.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(
    `peak ${((userCPUTime + systemCPUTime) / 1000).toFixed(1)} ${(maxRSS / 1024).toFixed(1)}\n`,
  );
});
