// Loaded into a measured process: says at its end how much memory it held at most, and how long it kept processors busy.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => {
  let { maxRSS: kib, userCPUTime, systemCPUTime } = process.resourceUsage();
  try {
    // On Linux `maxRSS` also counts the process that started this one.
    kib = Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? kib);
  } catch {
    // Other systems have no such file, and count only the process itself.
  }
  writeFileSync(process.env.MILCITY_BENCH_USAGE, JSON.stringify({ kib, cpu: (userCPUTime + systemCPUTime) / 1e6 }));
});
