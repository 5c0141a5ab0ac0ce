/**
 * How files are written: all of them or none, each whole, never over what must not be replaced, and nothing left behind. Every path lies in
 * a folder of the test's own, also one that is refused: a changed writer does not refuse it.
 */
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import fsp from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Write } from "../src/cli/command.ts";
import { type Running, unwritten, writeAll } from "../src/cli/files.ts";
import { UserError } from "../src/model/failure.ts";

let scratch = "";
let folders = 0;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "milcity-write-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function folder(files: Record<string, string> = {}): string {
  const path = join(scratch, String(folders++));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(name.endsWith("/") ? join(path, name) : dirname(join(path, name)), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(path, name), content);
  }
  return path;
}

/** Every file below a folder with what it says; a link by where it leads. */
function told(path: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name of readdirSync(path, { recursive: true, encoding: "utf8" }).sort()) {
    const stat = lstatSync(join(path, name));
    if (stat.isSymbolicLink()) all[name] = "→";
    else if (stat.isFile()) all[name] = readFileSync(join(path, name), "utf8");
  }
  return all;
}

const alone: Running = { id: 4242, isRunning: (id) => id === 4242, isStopped: () => false };
const none: ReadonlySet<string> = new Set();

async function write(writes: Write[], { inputs = none, running = alone } = {}): Promise<string> {
  try {
    await writeAll(writes, inputs, running);
    return "written";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.code).toBe("write");
    return error.message;
  }
}
const at = (path: string, more: Partial<Write> = {}): Write => ({ path, text: "new", mode: "replace", ...more });

describe("why a file could not be written", () => {
  const failing = (code: string) => Object.assign(new Error("why"), { code });
  it.each([
    ["EACCES", "it may not be written to"],
    ["EPERM", "it may not be written to"],
    ["EROFS", "the file system is read-only"],
    ["EMFILE", "too many files are open"],
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the disk quota is used up"],
    ["ENOTDIR", "a part of the path is no folder"],
    ["EEXIST", "it is there already"],
    ["ENAMETOOLONG", "the name is too long"],
    ["EXDEV", "EXDEV"],
  ])("%s: %s", (code, why) => {
    const error = unwritten("a.html", failing(code));
    expect([error.code, error.message]).toEqual(["write", `a.html was not written: ${why}.`]);
  });

  it("is not known of what has no code, and known of what says it already", () => {
    expect(unwritten("a", new Error("why")).message).toBe("a was not written: unknown error.");
    expect(unwritten("a", { code: "EACCES" }).message).toBe("a was not written: unknown error.");
    expect(unwritten("a", undefined).message).toBe("a was not written: unknown error.");
    const known = new UserError("usage", "x");
    expect(unwritten("a", known)).toBe(known);
  });
});

describe("a file", () => {
  it("is written whole, in folders that are made for it", async () => {
    const root = folder({ "there.html": "old" });
    expect(
      await write([
        at(join(root, "a/b/c.html")),
        at(join(root, "there.html")),
        at(join(root, "d.bin"), { text: Uint8Array.from([0x41, 0x42]), mode: "new" }),
      ]),
    ).toBe("written");
    expect(told(root)).toEqual({ "a/b/c.html": "new", "d.bin": "AB", "there.html": "new" });
    expect(statSync(join(root, "d.bin")).mode & 0o777 & ~0o644).toBe(0);
    expect(await write([])).toBe("written");
  });

  it("that is new takes no place that is taken", async () => {
    const root = folder({ "a.html": "old", "sub/": "" });
    const path = join(root, "a.html");
    expect(await write([at(path, { mode: "new" })])).toBe(
      `${path} was not written: it is there already. Nothing was changed.`,
    );
    expect(await write([at(join(root, "sub"), { mode: "new" })])).toContain("it is there already");
    expect(told(root)).toEqual({ "a.html": "old" });
  });

  it("takes the place of nothing but a regular file", async () => {
    const root = folder({ "a.html": "old", "sub/": "" });
    symlinkSync("a.html", join(root, "link"));
    symlinkSync("nowhere", join(root, "dangling"));
    const refusal = async (path: string) => (await write([at(path)])).replace(`${path} was not written: `, "");
    expect(await refusal(join(root, "sub"))).toBe("it is a folder. Nothing was changed.");
    expect(await refusal(join(root, "link"))).toBe("it is a symbolic link. Nothing was changed.");
    expect(await refusal(join(root, "dangling"))).toBe("it is a symbolic link. Nothing was changed.");
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, "socket"), done));
    expect(await refusal(join(root, "socket"))).toBe("it is no regular file. Nothing was changed.");
    await new Promise((done) => server.close(done));
    expect(await refusal(join(root, "a.html/b"))).toBe("a part of the path is no folder.");
    expect(await refusal(join(root, "n".repeat(300)))).toBe("the name is too long.");
    expect(await refusal(join(root, "n".repeat(300), "a.html"))).toBe("the name is too long.");
    expect(told(root)).toEqual({ "a.html": "old", dangling: "→", link: "→" });
  });

  it("takes the place of no document of the dossier, under whatever name", async () => {
    const root = folder({ "plan.yaml": "plan", "elsewhere/": "" });
    symlinkSync(root, join(root, "way"));
    const refused = "it belongs to the dossier. Nothing was changed.";
    const path = join(root, "plan.yaml");
    expect(await write([at(path)], { inputs: new Set([path]) })).toContain(refused);
    expect(await write([at(join(root, "way/plan.yaml"))], { inputs: new Set([path]) })).toContain(refused);
    // The same file under another name is the same file where its name is folded to the same.
    linkSync(path, join(root, "elsewhere/PLAN.yaml"));
    expect(await write([at(join(root, "elsewhere/PLAN.yaml"))], { inputs: new Set([path]) })).toContain(refused);
    writeFileSync(join(root, "elsewhere/Plan.yaml"), "another");
    expect(await write([at(join(root, "elsewhere/Plan.yaml"))], { inputs: new Set([path]) })).toBe("written");
    linkSync(path, join(root, "elsewhere/copy.yaml"));
    expect(await write([at(join(root, "elsewhere/copy.yaml"))], { inputs: new Set([path]) })).toBe("written");
    expect(
      await write([at(join(root, "elsewhere/Plan.yaml"))], { inputs: new Set([join(root, "nowhere/plan.yaml")]) }),
    ).toBe("written");
    expect(readFileSync(path, "utf8")).toBe("plan");
  });

  it("is written by one output only", async () => {
    const root = folder({ "sub/": "" });
    symlinkSync("sub", join(root, "way"));
    const [one, same] = [join(root, "sub/a.html"), join(root, "way/a.html")];
    for (const writes of [
      [at(one), at(one)],
      [at(one), at(same)],
    ])
      expect(await write(writes)).toBe(`Two outputs go to ${writes[1]?.path}. Nothing was changed.`);
    const made = join(root, "made/a.html");
    expect(await write([at(made), at(made)])).toContain("Two outputs");
    expect(told(root)).toEqual({ way: "→" });
    expect(await write([at(one), at(join(root, "a.html")), at(made)])).toBe("written");
  });

  it("is kept within a folder, wherever links lead", async () => {
    const root = folder({ "in/sub/": "", "out/": "" });
    const within = join(root, "in");
    symlinkSync(join(root, "out"), join(within, "away"));
    symlinkSync("sub", join(within, "inside"));
    const refused = "a symbolic link leads out of the folder. Nothing was changed.";
    expect(await write([at(join(within, "away/a.html"), { within })])).toContain(refused);
    expect(await write([at(join(within, "away/new/a.html"), { within })])).toContain(refused);
    expect(await write([at(join(within, "inside/a.html"), { within })])).toBe("written");
    expect(await write([at(join(within, "sub/new/a.html"), { within })])).toBe("written");
    expect(await write([at(join(within, "b.html"), { within })])).toBe("written");
    expect(await write([at(join(root, "a.html"), { within })])).toContain(refused);
    expect(await write([at(join(root, "made/a.html"), { within: join(root, "made") })])).toBe("written");
    mkdirSync(join(within, "..odd"));
    expect(await write([at(join(within, "..odd/a.html"), { within })])).toBe("written");
    symlinkSync(within, join(root, "way"));
    expect(await write([at(join(root, "way/c.html"), { within: join(root, "way") })])).toBe("written");
    expect(readdirSync(join(root, "out"))).toEqual([]);
  });
});

describe("a document that is mended", () => {
  const was = "a: 1\n";
  it("is replaced while it says what was read, with the permissions that it has", async () => {
    const root = folder({ "plan.yaml": was });
    const path = join(root, "plan.yaml");
    chmodSync(path, 0o640);
    // It is an input: that it is replaced is what was asked for.
    expect(await write([at(path, { was })], { inputs: new Set([path]) })).toBe("written");
    expect(told(root)).toEqual({ "plan.yaml": "new" });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("is left alone where it has changed, has gone or may not be written to", async () => {
    const root = folder({ "plan.yaml": "a: 2\n", "kept.yaml": was });
    const refusal = async (name: string) =>
      (await write([at(join(root, name), { was })])).replace(`${join(root, name)} was not written: `, "");
    expect(await refusal("plan.yaml")).toBe("it has changed since it was read. Nothing was changed.");
    expect(await refusal("none.yaml")).toBe("it is no longer there. Nothing was changed.");
    chmodSync(join(root, "kept.yaml"), 0o444);
    expect(await refusal("kept.yaml")).toBe("it may not be written to. Nothing was changed.");
    expect(told(root)).toEqual({ "kept.yaml": was, "plan.yaml": "a: 2\n" });
  });

  it("that changes while others are written is left alone, and so are they", async () => {
    const root = folder({ "a.yaml": was, "b.yaml": was });
    const [a, b] = [join(root, "a.yaml"), join(root, "b.yaml")];
    let asked = 0;
    // Asked before each file is prepared, and before each takes its place.
    const running = {
      ...alone,
      isStopped: () => {
        if (++asked === 4) writeFileSync(b, "somebody else's");
        return false;
      },
    };
    expect(await write([at(a, { was }), at(b, { was })], { running })).toBe(
      `${b} was not written: it has changed since it was read. Nothing was changed.`,
    );
    expect(told(root)).toEqual({ "a.yaml": was, "b.yaml": "somebody else's" });
  });
});

describe("several files", () => {
  it("are all written or none", async () => {
    const root = folder({ "taken.html": "old" });
    const taken = join(root, "taken.html");
    expect(await write([at(join(root, "a.html")), at(taken, { mode: "new" })])).toBe(
      `${taken} was not written: it is there already. Nothing was changed.`,
    );
    expect(await write([at(join(root, "a.html")), at(join(root, "taken.html/b"))])).toBe(
      `${join(root, "taken.html/b")} was not written: a part of the path is no folder.`,
    );
    expect(told(root)).toEqual({ "taken.html": "old" });
  });

  it("go again where a later one finds its place taken meanwhile", async () => {
    const root = folder({ "d.yaml": "was", "r.html": "old" });
    const [a, b, d] = ["a.html", "b.html", "d.yaml"].map((name) => join(root, name)) as [string, string, string];
    chmodSync(d, 0o600);
    let asked = 0;
    const running = {
      ...alone,
      isStopped: () => {
        if (++asked === 8) writeFileSync(b, "somebody else's");
        return false;
      },
    };
    const writes = [at(join(root, "r.html")), at(a, { mode: "new" }), at(d, { was: "was" }), at(b, { mode: "new" })];
    expect(await write(writes, { running })).toBe(`${b} was not written: it is there already.`);
    expect(told(root)).toEqual({ "b.html": "somebody else's", "d.yaml": "was", "r.html": "old" });
    expect(statSync(d).mode & 0o777).toBe(0o600);
  });

  it("are told of where even taking them back fails", async () => {
    const root = folder({ "r.html": "old" });
    const [r, b] = [join(root, "r.html"), join(root, "b.html")];
    let asked = 0;
    const running = {
      ...alone,
      isStopped: () => {
        if (++asked !== 4) return false;
        writeFileSync(b, "somebody else's");
        // The second name of what was replaced.
        rmSync(join(root, ".milcity-4242-2.tmp"));
        return false;
      },
    };
    const writes = [at(r), at(b, { mode: "new" })];
    expect(await write(writes, { running })).toBe(
      `${b} was not written: it is there already. What was written before it could not be taken back: ${r}.`,
    );
    expect(told(root)).toEqual({ "b.html": "somebody else's", "r.html": "new" });
    // A file system without second names.
    await instead("link", refusing("EPERM"), async () => {
      asked = 0;
      rmSync(b);
      const s = join(root, "s.html");
      writeFileSync(s, "old");
      const later = { ...alone, isStopped: () => ++asked === 6 && (mkdirSync(b), false) };
      expect(await write([at(r), at(s), at(b)], { running: later })).toContain(
        `What was written before it could not be taken back: ${r}, ${s}.`,
      );
    });
  });

  it("stop where the run is to stop, and leave nothing half written", async () => {
    for (const stopsAt of [1, 2, 3, 4]) {
      const root = folder();
      let asked = 0;
      const running = { ...alone, isStopped: () => ++asked >= stopsAt };
      const writes = ["a.html", "b.html"].map((name) => at(join(root, name), { mode: "new" }));
      expect(await write(writes, { running })).toBe("written");
      expect(told(root)).toEqual({});
      expect(asked).toBe(stopsAt);
    }
  });
});

describe("two runs at once", () => {
  it("make the same folders, and neither is in the other's way", async () => {
    const runs = [4242, 4243, 4244, 4245];
    const isRunning = (id: number) => runs.includes(id);
    for (let n = 0; n < 5; n++) {
      const root = folder();
      const told = runs.map((id) =>
        write([at(join(root, `a/b/c/d/e/${id}.html`))], { running: { ...alone, id, isRunning } }),
      );
      expect(await Promise.all(told)).toEqual(runs.map(() => "written"));
      expect(readdirSync(join(root, "a/b/c/d/e"))).toEqual(runs.map((id) => `${id}.html`));
    }
  });
});

/** Does something while one call of the file system is answered otherwise. */
async function instead<N extends "link" | "mkdir" | "lstat" | "open" | "rename">(
  name: N,
  answer: (real: (typeof fsp)[N], ...args: unknown[]) => unknown,
  work: () => Promise<void>,
): Promise<void> {
  const real = fsp[name];
  Reflect.set(fsp, name, (...args: unknown[]) => answer(real, ...args));
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Reflect.set(fsp, name, real);
    syncBuiltinESMExports();
  }
}
const refusing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe("a file system", () => {
  it.each(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"])(
    "that has no second names (%s) is written to all the same",
    async (code) => {
      await instead("link", refusing(code), async () => {
        const root = folder();
        const [a, b] = [join(root, "a.html"), join(root, "b.html")];
        expect(await write([at(a, { mode: "new" })])).toBe("written");
        expect(told(root)).toEqual({ "a.html": "new" });
        let asked = 0;
        const running = {
          ...alone,
          isStopped: () => {
            if (++asked === 2) writeFileSync(b, "somebody else's");
            return false;
          },
        };
        expect(await write([at(b, { mode: "new" })], { running })).toBe(`${b} was not written: it is there already.`);
        expect(told(root)).toEqual({ "a.html": "new", "b.html": "somebody else's" });
      });
    },
  );

  it("that has none and lets a new file not take its place keeps no empty one", async () => {
    const root = folder();
    await instead("link", refusing("EPERM"), () =>
      instead("rename", refusing("EIO"), async () => {
        expect(await write([at(join(root, "a.html"), { mode: "new" })])).toContain("the disk reports an error.");
      }),
    );
    expect(told(root)).toEqual({});
  });

  it("gives a file that is written alone no second name", async () => {
    const root = folder({ "a.html": "old" });
    await instead("link", refusing("EIO"), async () => {
      expect(await write([at(join(root, "a.html"))])).toBe("written");
    });
  });

  it("whose answer is another error is not written to", async () => {
    const root = folder({ "old.html": "old" });
    const path = join(root, "sub/a.html");
    for (const code of ["EIO", "EROFS"])
      await instead("link", refusing(code), async () => {
        expect(await write([at(join(root, "a.html"), { mode: "new" })])).toContain(
          code === "EIO" ? "the disk reports an error" : "the file system is read-only",
        );
      });
    await instead("mkdir", refusing("EACCES"), async () => {
      expect(await write([at(path)])).toBe(`${path} was not written: it may not be written to.`);
    });
    const failing = (real: typeof fsp.lstat, file: unknown) =>
      file === join(root, "old.html") ? refusing("EIO")() : real(file as string);
    await instead("lstat", failing as never, async () => {
      expect(await write([at(join(root, "old.html"))])).toContain("was not written: the disk reports an error.");
    });
    const folderFailing = (real: typeof fsp.lstat, file: unknown) =>
      file === join(root, "sub") ? refusing("EIO")() : real(file as string);
    await instead("lstat", folderFailing as never, async () => {
      expect(await write([at(join(root, "old.html")), at(path)])).toBe(
        `${path} was not written: the disk reports an error.`,
      );
    });
    expect(told(root)).toEqual({ "old.html": "old" });
  });

  it("is brought to hold each file before it takes its place, and then its folder", async () => {
    const root = folder();
    const calls: string[] = [];
    const watched = async (real: typeof fsp.open, ...args: unknown[]) => {
      const handle = await real(...(args as Parameters<typeof fsp.open>));
      const name = String(args[0]).slice(root.length);
      const sync = handle.sync.bind(handle);
      handle.sync = () => {
        calls.push(`${name} ${existsSync(join(root, "a.html")) ? "there" : "not yet"}`);
        return sync();
      };
      return handle;
    };
    await instead("open", watched as never, async () => {
      expect(await write([at(join(root, "a.html"), { mode: "new" })])).toBe("written");
    });
    expect(calls).toEqual(["/.milcity-4242-0.tmp not yet", " there"]);
  });

  it("that cannot bring a folder to the disk is written to all the same", async () => {
    const root = folder();
    const failing = (real: typeof fsp.open, ...args: unknown[]) =>
      args[1] === "r" ? refusing("EISDIR")() : real(...(args as Parameters<typeof fsp.open>));
    await instead("open", failing as never, async () => {
      expect(await write([at(join(root, "a.html"))])).toBe("written");
    });
    expect(told(root)).toEqual({ "a.html": "new" });
  });
});

describe("what is written to", () => {
  it.runIf(existsSync("/proc/self/fd"))("is closed again", async () => {
    const root = folder({ "d.yaml": "was" });
    const open = () => readdirSync("/proc/self/fd").length;
    const before = open();
    for (let n = 0; n < 10; n++) await write([at(join(root, `${n}.html`), { mode: "new" }), at(join(root, "a.html"))]);
    expect(open()).toBe(before);
  });
});

describe("what a killed run has left", () => {
  it("is removed where another writes, but nothing of a run that still runs", async () => {
    const left = [".milcity-17-0.tmp", ".milcity-17-12.tmp", ".milcity-18-0.tmp"];
    const others = [
      ".milcity-17.tmp",
      "x.milcity-17-0.tmp",
      ".milcity-17-0.tmp.txt",
      ".milcity-a-0.tmp",
      ".milcity-17-.tmp",
    ];
    const root = folder(Object.fromEntries([...left, ...others].map((name) => [name, name])));
    const asked: number[] = [];
    const running = { ...alone, isRunning: (id: number) => asked.push(id) > 0 && id === 18 };
    expect(await write([at(join(root, "a.html"))], { running })).toBe("written");
    expect(Object.keys(told(root))).toEqual([...others, ".milcity-18-0.tmp", "a.html"].sort());
    expect(new Set(asked)).toEqual(new Set([17, 18]));
  });

  it("does not keep a folder that cannot be cleaned from being written to", async () => {
    const root = folder({ ".milcity-17-0.tmp/x": "" });
    expect(await write([at(join(root, "a.html"))])).toBe("written");
    expect(existsSync(join(root, ".milcity-17-0.tmp"))).toBe(true);
  });

  it("does not stand in the way of a run of the same number", async () => {
    const left = [".milcity-4242-0.tmp", ".milcity-4242-1.tmp", ".milcity-4242-7.tmp"];
    const root = folder(Object.fromEntries(left.map((name) => [name, "left"])));
    expect(await write(["a.html", "b.html"].map((name) => at(join(root, name))))).toBe("written");
    expect(told(root)).toEqual({ "a.html": "new", "b.html": "new" });
  });
});
