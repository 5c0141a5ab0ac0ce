// Loaded into a measured process: says at its end how much memory it held at most, how long it kept processors busy, and what does not
// depend on the machine: how many bytes it read, and how large the heap was.
const { readFileSync, writeFileSync } = require("node:fs");

/** Of a file of the system that lists names with numbers; other systems have none. */
function listed(file, name) {
  try {
    return Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1]);
  } catch {
    return Number.NaN;
  }
}

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  // On Linux `maxRSS` also counts the process that started this one.
  const kib = listed("/proc/self/status", "VmHWM") || maxRSS;
  const read = listed("/proc/self/io", "rchar");
  const { heapTotal: heap } = process.memoryUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  writeFileSync(process.env.MILCITY_BENCH_USAGE, JSON.stringify({ kib, cpu, read, heap }));
});
