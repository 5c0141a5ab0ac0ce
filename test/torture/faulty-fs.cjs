/**
 * Makes one file operation of the program fail, or ends the process before it. As a preload it is told what by the environment, and says on
 * a fifth pipe how many operations there were: `MILCITY_TORTURE='{"at": 3, "code": "EIO"}' node --require faulty-fs.cjs …`. Within a process it is
 * armed for each run. Operations are those whose caller lies in `src` or `dist`; what Node and its loaders do is left alone.
 */
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { errno: numbers } = require("node:os").constants;

/** What is to happen: at which operation, which error or signal, and whether all later ones fail in the same way. */
let plan = { at: 0 };
/** What has been asked for so far: name and path of each operation. */
let seen = [];
let armed = false;

const isOurs = /[/\\](?:src|dist)[/\\](?!.*node_modules)/;

/** Whether the function that called an operation is one of the program's. */
function isCounted() {
  if (!armed) return false;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 4;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  // Its own frames come first.
  const caller = stack
    .split("\n")
    .slice(1)
    .find((line) => !line.includes(__filename));
  return caller !== undefined && isOurs.test(caller);
}

const shown = (value) => (typeof value === "string" || Buffer.isBuffer(value) ? String(value) : "");

/** The error that an operation fails with, where it is to fail. */
function failing(name, args, path = shown(args[0])) {
  seen.push(`${name} ${path}`);
  const { at, code, signal, isLasting } = plan;
  if (signal !== undefined && seen.length === at) {
    process.kill(process.pid, signal);
    // It comes with the next turn of the loop, or at once; a run that does not listen ends here.
    return undefined;
  }
  if (code === undefined || !(seen.length === at || (isLasting && seen.length > at))) return undefined;
  const error = new Error(`${code}: injected, ${name}${path ? ` '${path}'` : ""}`);
  return Object.assign(error, { code, errno: -(numbers[code] ?? 5), syscall: name.replace(/Sync$/, ""), path });
}

const isAbsence = ({ code }) => code === "ENOENT" || code === "ENOTDIR";

function wrap(object, name, isAsync, pathOf = () => undefined) {
  const real = object[name];
  if (typeof real !== "function") return;
  const wrapped = function (...args) {
    const error = isCounted() ? failing(name, args, pathOf(this)) : undefined;
    if (error === undefined) return Reflect.apply(real, this, args);
    if (name.startsWith("exists")) return false;
    if (args.at(-1)?.throwIfNoEntry === false && isAbsence(error)) return undefined;
    if (!isAsync) {
      // The descriptor is gone all the same.
      if (name === "closeSync") Reflect.apply(real, this, args);
      throw error;
    }
    const rejected = () => Promise.reject(error);
    return name === "close" ? Promise.resolve(Reflect.apply(real, this, args)).then(rejected, rejected) : rejected();
  };
  for (const [key, value] of Object.entries(real)) wrapped[key] = value;
  object[name] = wrapped;
  if (typeof wrapped.native === "function") wrap(wrapped, "native", isAsync);
}

for (const name of Object.keys(fs)) if (name.endsWith("Sync") && name !== "_toUnixTimestamp") wrap(fs, name, false);
for (const name of Object.keys(fs.promises)) if (name !== "constants") wrap(fs.promises, name, true);
const paths = new WeakMap();
const { open } = fs.promises;
let isWrapped = false;
fs.promises.open = function opened(path, ...rest) {
  const handle = Reflect.apply(open, this, [path, ...rest]);
  return handle.then((file) => {
    paths.set(file, String(path));
    if (!isWrapped) {
      isWrapped = true;
      const prototype = Object.getPrototypeOf(file);
      for (const name of "chmod close datasync read readFile stat sync truncate utimes write writeFile writev".split(
        " ",
      ))
        wrap(prototype, name, true, (owner) => paths.get(owner) ?? "");
    }
    return file;
  });
};
syncBuiltinESMExports();

module.exports = {
  /** Lets the next run begin: what fails in it, if anything. */
  arm(next = { at: 0 }) {
    plan = next;
    seen = [];
    armed = true;
  },
  /** Ends the run: the operations there were. */
  disarm() {
    armed = false;
    return seen;
  },
};

const asked = process.env["MILCITY_TORTURE"];
if (asked !== undefined) {
  plan = JSON.parse(asked);
  armed = true;
  process.on("exit", () => {
    armed = false;
    try {
      fs.writeSync(4, JSON.stringify(seen));
    } catch {
      // Nobody asks.
    }
  });
}
