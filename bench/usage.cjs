// Loaded into a measured process: says at its end how much memory it held at most, how long it kept processors busy, and what does not
// depend on the machine: how many bytes it read, how many of the measured files it opened, and how large the heap was.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const { readFileSync, writeFileSync } = fs;
const { MILCITY_BENCH_USAGE: file, MILCITY_BENCH_WORK: work } = process.env;
// Other threads get this environment as it is then: what they do is not told apart.
delete process.env.MILCITY_BENCH_USAGE;

/** Of a file of the system that lists names with numbers; other systems have none. */
function listed(file, name) {
  try {
    return Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1]);
  } catch {
    return Number.NaN;
  }
}

let opened = 0;
/** Counts how often a function is given a file that is measured. What other threads open is not counted. */
function counted(functions, name) {
  const real = functions[name];
  functions[name] = function (path, ...more) {
    if (typeof path === "string" && /\.(ya?ml|json)$/.test(path) && (path.startsWith(work) || !path.startsWith("/")))
      opened++;
    return real.call(this, path, ...more);
  };
}

if (file) {
  for (const name of ["openSync", "readFileSync", "readFile"]) counted(fs, name);
  syncBuiltinESMExports();
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    // On Linux `maxRSS` also counts the process that started this one.
    const kib = listed("/proc/self/status", "VmHWM") || maxRSS;
    const read = listed("/proc/self/io", "rchar");
    const { heapTotal: heap } = process.memoryUsage();
    const cpu = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(file, JSON.stringify({ kib, cpu, read, heap, opened }));
  });
}
