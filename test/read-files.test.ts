/** Paths, files and what stands for them: what is read, what is refused and in which words, and where it is looked for. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { english, type Said, told } from "../src/model/phrase.ts";
import { type Bytes, diskFiles, memoryFiles, readWithin, reasonOf, refusedPath } from "../src/read/files.ts";
import { mayBeIgnored, nearestWith, relativeTo, whatIs } from "../src/read/find.ts";
import { limits } from "../src/read/limits.ts";
import { pointedAt, pointerBytes } from "../src/read/pointer.ts";

let scratch = "";
let folders = 0;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "milcity-files-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A new folder with files; a name that ends in `/` is an empty folder. */
function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = join(scratch, String(folders++));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    mkdirSync(name.endsWith("/") ? file : dirname(file), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(file, content);
  }
  return path;
}

const said = (one: Said | undefined) => (one === undefined ? undefined : told(one, english));
const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
const textOf = (read: Bytes) =>
  "bytes" in read ? Buffer.from(read.bytes).toString() : `${read.fault}: ${said(read.why)}`;

describe("why something cannot be read", () => {
  it.each<[unknown, string]>([
    [{ code: "EACCES" }, "permission is denied"],
    [{ code: "EPERM" }, "permission is denied"],
    [{ code: "ENOENT" }, "it does not exist"],
    [{ code: "ENOTDIR" }, "a part of its path is no folder"],
    [{ code: "EMFILE" }, "too many files are open"],
    [{ code: "ENAMETOOLONG" }, "its name is too long"],
    [{ code: "EIO" }, "the disk reports an error"],
    [{ code: "ELOOP" }, "its path goes through a symbolic link"],
    [{ code: "EXDEV" }, "the system says EXDEV"],
    [{ code: "" }, "the system gives no reason"],
    [new Error("no code"), "the system gives no reason"],
    ["ENOENT", "the system gives no reason"],
    [null, "the system gives no reason"],
    [undefined, "the system gives no reason"],
  ])("of %j is said in words", (error, words) => {
    expect(said(reasonOf(error))).toBe(words);
  });
});

describe("a folder of the disk", () => {
  it("is listed by name, each entry as what it is, and links are not followed", () => {
    const root = folder({ "b/B.md": "x", "b/a.md": "x", "b/sub/": "", "b/ä.md": "x", "c.md": "x" });
    symlinkSync(join(root, "b/sub"), join(root, "b/to-folder"));
    symlinkSync("a.md", join(root, "b/to-file"));
    symlinkSync("nowhere", join(root, "b/dangling"));
    symlinkSync("round", join(root, "b/round"));
    expect(diskFiles(root).list("b")).toEqual([
      { name: "B.md", type: "file" },
      { name: "a.md", type: "file" },
      { name: "dangling", type: "link", toFolder: false },
      { name: "round", type: "link", toFolder: false },
      { name: "sub", type: "folder" },
      { name: "to-file", type: "link", toFolder: false },
      { name: "to-folder", type: "link", toFolder: true },
      { name: "ä.md", type: "file" },
    ]);
    expect(diskFiles(join(root, "b/sub")).list(".")).toEqual([]);
  });

  it("has devices and pipes that are neither file nor folder", () => {
    const entries = diskFiles("/").list("dev");
    expect(Array.isArray(entries) && entries.find(({ name }) => name === "null")?.type).toBe("other");
  });

  it("that cannot be listed says why", () => {
    const root = folder({ file: "x" });
    expect(diskFiles(root).list("nothing")).toEqual({ why: reasonOf({ code: "ENOENT" }), isMissing: true });
    expect(diskFiles(root).list("file")).toEqual({ why: reasonOf({ code: "ENOTDIR" }), isMissing: true });
  });
});

describe("a file of the disk", () => {
  it("is read up to a limit", () => {
    const files = diskFiles(folder({ "a/b.md": "hello", empty: "" }));
    expect(textOf(files.read("a/b.md", 100))).toBe("hello");
    expect(textOf(files.read("a/b.md", 5))).toBe("hello");
    expect(textOf(files.read("a/b.md", 4))).toBe("too-large: it has 5 bytes; the limit is 4");
    expect(textOf(files.read("empty", 0))).toBe("");
  });

  it("is read whole, whatever its length", () => {
    const root = folder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(400), (bytes, limit) => {
        writeFileSync(join(root, "file"), bytes);
        const read = readWithin(join(root, "file"), limit);
        if (bytes.length <= limit) expect("bytes" in read && Buffer.from(read.bytes).equals(bytes)).toBe(true);
        else expect(read).toMatchObject({ fault: "too-large" });
      }),
      { numRuns: 20 },
    );
  });

  it.runIf(existsSync("/proc/version"))("is read to its end, whatever size the system says that it has", () => {
    const content = readFileSync("/proc/version", "utf8");
    const { length } = content;
    for (const limit of [length, length + 1, 100 * length])
      expect(textOf(readWithin("/proc/version", limit))).toBe(content);
    for (const limit of [0, 1, length - 1])
      expect(textOf(readWithin("/proc/version", limit))).toBe(`too-large: it has more than ${limit} bytes`);
  });

  it("is no link, no folder, no device and no socket", async () => {
    const root = folder({ file: "x", "sub/": "" });
    symlinkSync("file", join(root, "link"));
    const files = diskFiles(root);
    expect(textOf(files.read("link", 9))).toBe("link: it is a symbolic link");
    expect(textOf(files.read("sub", 9))).toBe("not-regular: it is no regular file");
    expect(textOf(readWithin("/dev/null", 9))).toBe("not-regular: it is no regular file");
    expect(textOf(files.read("none", 9))).toBe("missing: it does not exist");
    expect(textOf(files.read("file/none", 9))).toBe("unreadable: a part of its path is no folder");
    expect(textOf(files.read("n".repeat(300), 9))).toBe("unreadable: its name is too long");
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, "s"), done));
    expect(textOf(files.read("s", 9))).toBe("not-regular: it is no regular file");
    await new Promise((done) => server.close(done));
  });

  it.runIf(existsSync("/proc/self/fd"))("is closed again, whatever came of it", () => {
    const root = folder({ "a.md": "hello", "sub/": "" });
    const files = diskFiles(root);
    const open = () => readdirSync("/proc/self/fd").length;
    const before = open();
    for (let n = 0; n < 10; n++) {
      files.read("a.md", 9);
      files.read("a.md", 1);
      files.read("sub", 9);
      const found = files.evidence(".", "a.md");
      if ("sha256" in found) found.sha256?.();
    }
    expect(open()).toBe(before);
  });
});

describe("a relative path", () => {
  it.each<[string, string]>([
    ["", "it is empty"],
    [
      "a\0b",
      "it holds a control character; in double quotation marks a backslash begins one: write `/` between folders",
    ],
    [
      "a\tb",
      "it holds a control character; in double quotation marks a backslash begins one: write `/` between folders",
    ],
    ["a\\b", "it holds a backslash; write `/` between folders"],
    ["file:///a", "it is no path inside the dossier"],
    ["C:/a", "it is no path inside the dossier"],
    ["git+ssh.x-1:a", "it is no path inside the dossier"],
    ["1a:b", "it holds a colon"],
    ["a/b:c", "it holds a colon"],
    ["ä:b", "it holds a colon"],
    ["/a", "it begins at the root of the disk"],
    ["//a", "it begins at the root of the disk"],
    ["~", "it begins with `~`"],
    ["~/a", "it begins with `~`"],
    ["..", "it leads out of the dossier by `..`"],
    ["a/../../b", "it leads out of the dossier by `..`"],
    ["a/./../../b", "it leads out of the dossier by `..`"],
    ["a/../b", "one of its parts is `..`; write the way without it"],
    ["a/..", "one of its parts is `..`; write the way without it"],
    ["a//b", "it holds an empty part"],
    ["a/", "it holds an empty part"],
    [".", "one of its parts is `.`; write the way without it"],
    ["./a", "one of its parts is `.`; write the way without it"],
    ["a/./b", "one of its parts is `.`; write the way without it"],
    ["a.", "a part of it ends in a dot or a blank"],
    ["a /b", "a part of it ends in a dot or a blank"],
    ["...", "a part of it ends in a dot or a blank"],
    ["a/.b", "it leads into a hidden file or folder"],
    [".b/a", "it leads into a hidden file or folder"],
  ])("%j is refused", (path, why) => {
    expect(said(refusedPath(path))).toBe(why);
    for (const files of [diskFiles("/"), memoryFiles(new Map([[path, "x"]]))])
      expect(files.evidence(".", path)).toEqual({ state: "outside", reason: refusedPath(path) });
  });

  it.each(["a", "a/b.md", "a.b/c..d/e", "a~", "a/~b", "a b", "日本/議事録.pdf", "-rf", "a-b+c.d"])(
    "%j is none of these",
    (path) => {
      expect(refusedPath(path)).toBeUndefined();
    },
  );
});

describe("evidence on the disk", () => {
  it("is a regular file at a path without links", () => {
    const root = folder({ "d/a/b.md": "hello", "d/sub/": "" });
    symlinkSync("b.md", join(root, "d/a/link.md"));
    symlinkSync("a", join(root, "d/way"));
    const at = (path: string) => {
      const found = diskFiles(root).evidence("d", path);
      return found.state + ("reason" in found && found.reason ? `: ${said(found.reason)}` : "");
    };
    expect(at("a/b.md")).toBe("present");
    expect(at("a/link.md")).toBe("link: `a/link.md` is a symbolic link");
    expect(at("way/b.md")).toBe("link: `way` is a symbolic link");
    expect(at("sub")).toBe("not-regular: it is a folder");
    expect(at("a")).toBe("not-regular: it is a folder");
    expect(at("a/c.md")).toBe("missing");
    expect(at("c/b.md")).toBe("missing");
    expect(at("a/b.md/c")).toBe("missing");
    expect(at("a/b.md/c/d")).toBe("missing");
    expect(at("n".repeat(300))).toBe("unreadable: its name is too long");
    const device = diskFiles("/").evidence("dev", "null");
    expect(device).toEqual({ state: "not-regular", reason: "reason" in device ? device.reason : undefined });
    expect("reason" in device && said(device.reason)).toBe("it is no regular file");
    expect(diskFiles("/").evidence("dev", "null/a")).toEqual({ state: "missing" });
  });

  const hashOf = (content: string | Uint8Array, ends?: "lf") => {
    const found = diskFiles(folder({ "a.md": content })).evidence(".", "a.md");
    return "sha256" in found ? found.sha256?.(ends) : undefined;
  };

  it("has the checksum of its bytes, or of its text with line feeds", () => {
    const bytes = Uint8Array.from([0xff, 13, 10, 13, 0xc3, 10, 13, 13, 10]);
    expect(hashOf("hello")).toBe("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    expect(hashOf("")).toBe(sha256(""));
    expect(hashOf(bytes)).toBe(sha256(bytes));
    expect(hashOf(bytes, "lf")).toBe(sha256(Uint8Array.from([0xff, 10, 13, 0xc3, 10, 13, 10])));
    const long = Buffer.alloc(200_000, "milcity\r\n");
    expect(hashOf(long)).toBe(sha256(long));
    expect(hashOf(long, "lf")).toBe(sha256(long.toString().replaceAll("\r\n", "\n")));
    expect(hashOf(Buffer.alloc(limits.bytes + 1), "lf")).toBeUndefined();
  });

  it("has the checksum that a pointer names in its place", () => {
    const oid = "a".repeat(64);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12\n`;
    expect(hashOf(pointer)).toBe(oid);
    // A file that only begins like one is itself.
    const longer = pointer + "x".repeat(70_000);
    expect(hashOf(longer)).toBe(sha256(longer));
    const exactly = pointer.padEnd(pointerBytes, "x");
    expect(hashOf(exactly)).toBe(oid);
    expect(hashOf(`${exactly}x`)).toBe(sha256(`${exactly}x`));
  });

  it("that has gone or changed into something else has none", () => {
    const root = folder({ "a.md": "x" });
    const found = diskFiles(root).evidence(".", "a.md");
    const hash = "sha256" in found ? found.sha256 : undefined;
    rmSync(join(root, "a.md"));
    expect([hash?.(), hash?.("lf")]).toEqual([undefined, undefined]);
    mkdirSync(join(root, "a.md"));
    expect([hash?.(), hash?.("lf")]).toEqual([undefined, undefined]);
    rmSync(join(root, "a.md"), { recursive: true });
    symlinkSync("/etc/hostname", join(root, "a.md"));
    expect([hash?.(), hash?.("lf")]).toEqual([undefined, undefined]);
    rmSync(join(root, "a.md"));
    symlinkSync("/dev/null", join(root, "a.md"));
    expect([hash?.(), hash?.("lf")]).toEqual([undefined, undefined]);
  });

  it("is looked at up to a limit", () => {
    const root = folder({ "a.md": "" });
    const found = diskFiles(root).evidence(".", "a.md");
    const hash = () => ("sha256" in found ? found.sha256?.() : undefined);
    truncateSync(join(root, "a.md"), limits.evidenceBytes + 1);
    expect(hash()).toBeUndefined();
    truncateSync(join(root, "a.md"), limits.evidenceBytes);
    expect(hash()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("files in memory", () => {
  const files = memoryFiles(
    new Map<string, string | Uint8Array>([
      ["b/y.yaml", "y: ä"],
      ["b/x/z.yaml", "z"],
      ["b/x/a.yaml", "a"],
      ["bc.yaml", "bc"],
      ["a.bin", Uint8Array.from([1, 2])],
      ["B", "B"],
    ]),
  );

  it("are listed like those of the disk", () => {
    expect(files.list(".")).toEqual([
      { name: "B", type: "file" },
      { name: "a.bin", type: "file" },
      { name: "b", type: "folder" },
      { name: "bc.yaml", type: "file" },
    ]);
    expect(files.list("b")).toEqual([
      { name: "x", type: "folder" },
      { name: "y.yaml", type: "file" },
    ]);
    expect(files.list("b/x")).toEqual([
      { name: "a.yaml", type: "file" },
      { name: "z.yaml", type: "file" },
    ]);
    expect(files.list("c")).toEqual([]);
  });

  it("are read like those of the disk", () => {
    expect(textOf(files.read("b/y.yaml", 5))).toBe("y: ä");
    expect(textOf(files.read("b/y.yaml", 4))).toBe("too-large: it has 5 bytes; the limit is 4");
    expect(files.read("a.bin", 2)).toEqual({ bytes: Uint8Array.from([1, 2]) });
    expect(textOf(files.read("none", 9))).toBe("missing: it does not exist");
  });

  it("are evidence like those of the disk", () => {
    const at = (where: string, path: string) => {
      const found = files.evidence(where, path);
      return "sha256" in found ? [found.state, found.sha256?.()] : [found.state];
    };
    expect(at(".", "b/y.yaml")).toEqual(["present", sha256("y: ä")]);
    expect(at("b", "y.yaml")).toEqual(["present", sha256("y: ä")]);
    expect(at("b", "b/y.yaml")).toEqual(["missing"]);
    expect(at(".", "y.yaml")).toEqual(["missing"]);
  });
});

describe("what a path of the disk is", () => {
  it("is said with links resolved, since the user named it", () => {
    const root = folder({ "a.md": "x", "sub/": "" });
    symlinkSync("a.md", join(root, "to-file"));
    symlinkSync("sub", join(root, "to-folder"));
    symlinkSync("nowhere", join(root, "dangling"));
    expect(whatIs(join(root, "to-file"))).toEqual({ type: "file", real: join(root, "a.md") });
    expect(whatIs(join(root, "to-folder"))).toEqual({ type: "folder", real: join(root, "sub") });
    expect(whatIs(join(root, "dangling"))).toEqual({ type: "missing", real: join(root, "dangling") });
    expect(whatIs(join(root, "none"))).toEqual({ type: "missing", real: join(root, "none") });
    expect(whatIs("/dev/null")).toEqual({ type: "other", real: "/dev/null" });
  });

  it("relative to a folder is written with slashes", () => {
    expect(relativeTo("/a/b", "/a/b/c/d")).toBe("c/d");
    expect(relativeTo("/a/b", "/a/b")).toBe(".");
    expect(relativeTo("/a/b", "/a/c")).toBe("../c");
  });

  it("is looked for from a folder upwards", () => {
    const root = folder({ "a/b/c/": "", "a/mark": "x", "a/b/other": "x" });
    expect(nearestWith(join(root, "a/b/c"), "mark")).toBe(join(root, "a"));
    expect(nearestWith(join(root, "a"), "mark")).toBe(join(root, "a"));
    expect(nearestWith(join(root, "a/b/c"), "other")).toBe(join(root, "a/b"));
    expect(nearestWith(join(root, "a/b/c"), "no-such-name-anywhere")).toBeUndefined();
    expect(nearestWith(join(root, "a"), "dev")).toBe("/");
  });
});

describe("whether git may ignore something", () => {
  const may = (files: Record<string, string>, ...paths: string[]) => mayBeIgnored(folder(files), paths);

  it("is asked of no repository that ignores nothing", () => {
    expect(may({ ".git/": "" })).toBe(false);
    expect(may({ ".git/": "", "a/b.yaml": "x" }, "a/b.yaml")).toBe(false);
    expect(may({ ".git/info/exclude": "" })).toBe(false);
    expect(may({ ".git/info/exclude": "# what git writes\n# *.swp\n\n  \n" })).toBe(false);
  });

  it("may be where the repository's own list names something", () => {
    expect(may({ ".git/info/exclude": "# a\nb\n" })).toBe(true);
    expect(may({ ".git/info/exclude": "b" })).toBe(true);
    expect(may({ ".git/info/exclude": "#".repeat(1_048_576) })).toBe(false);
    expect(may({ ".git/info/exclude": "#".repeat(1_048_577) })).toBe(true);
  });

  it("may be in a worktree, and where there is no repository to look at", () => {
    expect(may({ ".git": "gitdir: elsewhere\n" })).toBe(true);
    expect(may({})).toBe(true);
  });

  it("may be where a list lies on the way to a path, and not elsewhere", () => {
    expect(may({ ".git/": "", ".gitignore": "" })).toBe(true);
    expect(may({ ".git/": "", "a/.gitignore": "x" })).toBe(false);
    expect(may({ ".git/": "", "a/.gitignore": "x" }, "b/c.yaml")).toBe(false);
    expect(may({ ".git/": "", "a/.gitignore": "x" }, "a/c.yaml")).toBe(true);
    expect(may({ ".git/": "", "a/.gitignore": "x" }, "b.yaml", "a/b/c/d.yaml")).toBe(true);
    expect(may({ ".git/": "", "a/b/.gitignore": "x" }, "a/c.yaml")).toBe(false);
    expect(may({ ".git/": "", "a/b/.gitignore": "x" }, "a/c.yaml", "a/b/c.yaml")).toBe(true);
  });

  it("is not changed by a list above the repository", () => {
    const root = folder({ ".gitignore": "x", "top/.git/": "", "top/a/b/": "" });
    expect(mayBeIgnored(join(root, "top"), ["a/b/c.yaml"])).toBe(false);
    expect(mayBeIgnored(join(root, "top"), ["c.yaml"])).toBe(false);
  });

  it("is not asked where a list is one that git would wait at", () => {
    const root = folder({ ".git/info/": "", "a/": "", ".gitignore": "x" });
    mkdirSync(join(root, ".git/info/exclude"));
    expect(mayBeIgnored(root, [])).toBe(false);
    rmSync(join(root, ".git/info/exclude"), { recursive: true });
    expect(mayBeIgnored(root, [])).toBe(true);
    symlinkSync("/nowhere", join(root, ".git/info/exclude"));
    rmSync(join(root, ".gitignore"));
    expect(mayBeIgnored(root, [])).toBe(true);
    rmSync(join(root, ".git/info/exclude"));
    expect(mayBeIgnored(root, [])).toBe(false);
    mkdirSync(join(root, "a/.gitignore"));
    expect(mayBeIgnored(root, ["a/b"])).toBe(true);
    rmSync(join(root, "a/.gitignore"), { recursive: true });
    symlinkSync("/nowhere", join(root, "a/.gitignore"));
    expect(mayBeIgnored(root, ["a/b"])).toBe(true);
  });

  it("is not asked where a list is a socket or a pipe", async () => {
    const root = folder({ ".git/": "", ".gitignore": "x", "a/": "" });
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, "a/.gitignore"), done));
    expect(mayBeIgnored(root, ["a/b"])).toBe(false);
    expect(mayBeIgnored(root, ["b"])).toBe(true);
    await new Promise((done) => server.close(done));
  });
});

describe("what stands in the place of a large file", () => {
  const oid = "0123456789abcdef".repeat(4);
  const version = "version https://git-lfs.github.com/spec/v1\n";
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each<[string, string | undefined]>([
    [`${version}oid sha256:${oid}\nsize 1\n`, oid],
    [`${version}oid sha256:${oid}\n`, oid],
    [`${version}ext-0-foo.bar sha256:${oid.replaceAll("0", "f")}\noid sha256:${oid}\nsize 1\n`, oid],
    [`${version}a \nb c d\noid sha256:${oid}\n`, oid],
    [`${version}oid sha256:${oid}`, undefined],
    [`${version}oid sha256:${oid.slice(1)}\n`, undefined],
    [`${version}oid sha256:${oid}0\n`, undefined],
    [`${version}oid sha256:${oid.toUpperCase()}\n`, undefined],
    [`${version}oid md5:${oid}\n`, undefined],
    [`${version}A b\noid sha256:${oid}\n`, undefined],
    [`${version}ab\noid sha256:${oid}\n`, undefined],
    [`${version} b\noid sha256:${oid}\n`, undefined],
    [`${version}\noid sha256:${oid}\n`, undefined],
    [`${version}xoid sha256:${oid}\n`, undefined],
    [`version https://git-lfs.github.com/spec/v2\noid sha256:${oid}\n`, undefined],
    [`version https://git-lfsxgithub.com/spec/v1\noid sha256:${oid}\n`, undefined],
    [`\n${version}oid sha256:${oid}\n`, undefined],
    [`v\n${version}oid sha256:${oid}\n`, undefined],
    ["v", undefined],
    ["", undefined],
  ])("%j stands for %s", (text, expected) => {
    expect(pointedAt(bytes(text))).toBe(expected);
  });

  it("is no longer than a kibibyte", () => {
    const pointer = `${version}oid sha256:${oid}\n`;
    expect(pointedAt(bytes(pointer.padEnd(1_024, "x")))).toBe(oid);
    expect(pointedAt(bytes(pointer.padEnd(1_025, "x")))).toBeUndefined();
    // Whatever follows need not be UTF-8.
    expect(pointedAt(Uint8Array.from([...bytes(pointer), 0xff, 0xfe]))).toBe(oid);
  });
});
