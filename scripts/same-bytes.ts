/** Makes the outputs that machines read, and reports, in every locale, time zone, order of files and number of threads, and compares their bytes. */
import { compared, everywhere } from "../test/same-bytes.ts";

const { made, differing } = await compared(everywhere);
for (const one of differing) console.log(`✗ ${one.slice(0, 400)}`);
console.log(`${everywhere.length} surroundings, ${made} outputs, ${differing.length} differ`);
process.exitCode = differing.length > 0 ? 1 : 0;
