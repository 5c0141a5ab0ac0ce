// Says on a fourth pipe what a process took: milliseconds of the processor, and the most megabytes of memory.
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const text = `${Math.round((userCPUTime + systemCPUTime) / 1000)} ${Math.ceil(maxRSS / 1024)}`;
  require("node:fs").writeSync(3, text);
});
