import { spawn } from "node:child_process";
import { access, constants, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { delimiter, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "./model/failure.ts";
import { phrase } from "./model/phrase.ts";

/** What printing has to know of the machine. */
export interface Machine {
  platform: string;
  /** All of it: what a browser needs to start differs from system to system. */
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Where temporary files lie. */
  temporary: string;
  /** Whether the user may do anything: then a browser cannot lock itself in. */
  isRoot: boolean;
  /** Ends a process, or with a negative number its whole group. */
  end: (id: number) => void;
  /** The run is to stop. */
  stop: AbortSignal;
}

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];

/** Where the systems keep their browsers. */
function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === "darwin")
    return ["/Applications", join(env["HOME"] ?? "/", "Applications")].flatMap((folder) =>
      ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform === "win32")
    return [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].flatMap((folder) =>
      folder === undefined
        ? []
        : ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe"]
            .concat("Microsoft\\Edge\\Application\\msedge.exe")
            .map((path) => join(folder, path)),
    );
  return ["/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin"].flatMap((folder) =>
    names.map((name) => `${folder}/${name}`),
  );
}

const isBelow = (folder: string, path: string) => path === folder || path.startsWith(folder + sep);

/** What must not be started: whatever lies around the work, or was installed beside it. */
async function groundOf(cwd: string): Promise<string | undefined> {
  for (let here = cwd; dirname(here) !== here; here = dirname(here))
    if (await there(join(here, ".git"), constants.F_OK)) return here;
  return dirname(cwd) === cwd ? undefined : cwd;
}

async function there(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

async function isProgram(path: string): Promise<boolean> {
  return (await there(path, constants.X_OK)) && (await stat(path)).isFile();
}

/** The absolute path of an installed browser: that which was named, else one of `PATH`, else one in its usual place. */
export async function browserOf(named: string | undefined, machine: Machine): Promise<string> {
  const { platform, env, cwd } = machine;
  if (named !== undefined) {
    const path = resolve(cwd, named);
    if (await isProgram(path)) return path;
    throw new UserError("usage", phrase("--browser names no program: there is none at `{path}`.", { path: named }));
  }
  const ground = await groundOf(cwd);
  const folders = (env["PATH"] ?? env["Path"] ?? "")
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !folder.split(/[\\/]/).includes("node_modules"))
    .map((folder) => resolve(folder));
  const own = platform === "win32" ? ["chrome.exe", "msedge.exe"] : names;
  const candidates = [...folders.flatMap((folder) => own.map((name) => join(folder, name))), ...usualPlaces(machine)];
  for (const path of candidates) {
    if (ground !== undefined && isBelow(ground, path)) continue;
    if (!(await isProgram(path))) continue;
    if (ground === undefined || !isBelow(ground, await realpath(path))) return path;
  }
  throw new UserError(
    "usage",
    phrase(
      "No browser was found to make the PDF with. Install Chromium or Google Chrome, or name one with --browser PATH. The page (--format html) prints as well, from any browser.",
    ),
  );
}

/** Nothing is fetched, nothing is kept, nothing is asked, and nobody is told. */
const flags = [
  "--headless=new",
  "--disable-gpu",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-sync",
  "--disable-breakpad",
  "--disable-dev-shm-usage",
  "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
  "--metrics-recording-only",
  "--no-pings",
  "--mute-audio",
  "--password-store=basic",
  "--use-mock-keychain",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--proxy-server=http://127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
  "--font-render-hinting=none",
  "--no-pdf-header-footer",
  "--export-tagged-pdf",
  "--generate-pdf-document-outline",
];

/** Bytes of a PDF that are taken from a browser. */
const most = 268_435_456;
const seconds = 90;

/** The environment of a browser: what systems need to start a program, and no home, bus or settings of the user's. */
function environmentOf(folder: string, { env }: Machine): Record<string, string> {
  const kept = ["PATH", "Path", "SYSTEMROOT", "SystemRoot", "WINDIR", "COMSPEC", "PATHEXT", "LD_LIBRARY_PATH"];
  const own = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const moved = [
    "HOME",
    "USERPROFILE",
    "LOCALAPPDATA",
    "APPDATA",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
  ];
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    ...Object.fromEntries([...moved, "TMPDIR", "TMP", "TEMP"].map((name) => [name, folder])),
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
  };
}

/** Prints a page to a PDF with an installed browser. The bytes of one page are the same with the same browser, whenever it is printed. */
export async function print(
  html: string,
  { browser: named, cwd, day, debug }: { browser?: string; cwd: string; day: string; debug: boolean },
  machine: Machine,
): Promise<Uint8Array> {
  const browser = await browserOf(named, { ...machine, cwd });
  const folder = await mkdtemp(join(machine.temporary, "milcity-print-"));
  try {
    const [page, pdf, profile] = ["report.html", "report.pdf", "profile"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await mkdir(profile, { mode: 0o700 });
    await writeFile(page, html, { flag: "wx", mode: 0o600 });
    const args = [
      ...flags,
      // As root, no browser can lock itself in; the page holds no script, and its policy lets none in.
      ...(machine.isRoot ? ["--no-sandbox"] : []),
      `--user-data-dir=${profile}`,
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ];
    const ended = await started(browser, args, folder, machine);
    const bytes = await printed(pdf);
    if (bytes) return dated(bytes, day);
    const last = ended.said.trim().split("\n").at(-1) ?? "";
    throw new UserError(
      "write",
      ended.why === "late"
        ? phrase("{browser} did not make the PDF within {seconds} seconds, and was ended. Nothing was written.", {
            browser,
            seconds,
          })
        : phrase(
            "{browser} made no PDF. Nothing was written. Name another browser with --browser PATH, or print the page (--format html) from one.{said}",
            { browser, said: debug && last !== "" ? ` (${last.slice(0, 300)})` : "" },
          ),
    );
  } finally {
    // A browser that is being ended may still write for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
  }
}

/** The PDF, if it is a whole one. */
async function printed(path: string): Promise<Buffer | undefined> {
  try {
    if ((await stat(path)).size > most) return undefined;
    const bytes = await readFile(path);
    const isWhole = bytes.subarray(0, 5).toString("latin1") === "%PDF-" && bytes.subarray(-16).includes("%%EOF");
    return isWhole ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The hour of printing gives way to the day of assessment, at the same length, so that no place in the file moves. */
function dated(bytes: Buffer, day: string): Uint8Array {
  const date = `D:${day.replaceAll("-", "")}000000+00'00'`;
  const text = bytes
    .toString("latin1")
    .replace(/(\/(?:CreationDate|ModDate) \()(D:\d{14}\+00'00')(?=\))/g, (_, field: string) => field + date);
  return Buffer.from(text, "latin1");
}

/** Runs a program to its end, or ends it with all that it has started. */
function started(
  program: string,
  args: readonly string[],
  cwd: string,
  machine: Machine,
): Promise<{ why: "ended" | "late" | "failed"; said: string }> {
  return new Promise((done) => {
    const isWindows = machine.platform === "win32";
    let said = "";
    let why: "ended" | "late" | "failed" = "ended";
    const child = spawn(program, args, {
      cwd,
      env: environmentOf(cwd, machine),
      stdio: ["ignore", "ignore", "pipe"],
      shell: false,
      windowsHide: true,
      // A group of its own can be ended whole.
      detached: !isWindows,
    });
    const end = () => {
      try {
        if (!isWindows && child.pid !== undefined) machine.end(-child.pid);
        else child.kill("SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    machine.stop.addEventListener("abort", end, { once: true });
    const timer = setTimeout(() => {
      why = "late";
      end();
    }, seconds * 1000);
    child.stderr.on("data", (piece: Buffer) => (said = (said + piece.toString("utf8")).slice(-4000)));
    child.on("error", (error) => {
      why = "failed";
      said += error.message;
      clearTimeout(timer);
      done({ why, said });
    });
    child.on("close", () => {
      clearTimeout(timer);
      end();
      done({ why, said });
    });
  });
}
