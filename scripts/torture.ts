/**
 * Fails each file operation of each command once with each error that a system gives, and judges what comes of it:
 *
 *   npm run torture -- [--only '^report'] [--codes EIO,ENOSPC] [--every 1] [--lasting]
 *
 * `--lasting` lets all operations fail from that one on, as on a disk that is gone. Commands that write are also run as built on a disk that
 * is full, where one can be mounted.
 */
import { parseArgs } from "node:util";
import { commands } from "../test/torture/commands.ts";
import { canMount, onFullDisk, writing } from "../test/torture/full.ts";
import { torture } from "../test/torture/rack.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    codes: { type: "string", default: "EIO,EACCES,ENOENT,ENOSPC,EMFILE,EROFS" },
    every: { type: "string", default: "1" },
    lasting: { type: "boolean", default: false },
  },
});
const pattern = new RegExp(values.only);
const orders = commands
  .filter(({ name }) => pattern.test(name))
  .map(({ name }) => ({
    name,
    codes: values.codes.split(","),
    isLasting: values.lasting,
    every: Number(values.every),
  }));
let injections = 0;
let faults = 0;
await torture(orders, 3_600_000, ({ name }, result) => {
  console.log(`${name}: ${result.operations} operations, ${result.injections} failed, ${result.faults.length} faults`);
  for (const fault of result.faults) console.log(`✗ ${fault}`);
  injections += result.injections;
  faults += result.faults.length;
});
console.log(`${orders.length} commands, ${injections} failed operations, ${faults} faults`);
const filled = writing.filter((name) => pattern.test(name));
if (process.platform === "linux" && canMount()) {
  const full = onFullDisk(filled);
  for (const fault of full.faults) console.log(`✗ full disk: ${fault}`);
  console.log(`${full.runs} commands on a full disk, ${full.faults.length} faults`);
  faults += full.faults.length;
} else console.log("full disk: passed over, since nothing can be mounted here");
process.exitCode = faults > 0 ? 1 : 0;
