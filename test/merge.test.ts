/** Two branches of a dossier, merged by a real git with milcity as its merge driver; and two edits of one text, whatever they are. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mergedOrder, mergedValues, saysAs } from "../src/edit/merge-values.ts";
import { mergeFiles } from "../src/index.ts";

const bin = resolve(import.meta.dirname, "../bin/milcity.js");
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-merge-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", CI: "true" };
const identity = ["-c", "user.name=a", "-c", "user.email=a@city.example", "-c", "commit.gpgsign=false"];
const git = (...args: string[]) =>
  execFileSync("git", [...identity, ...args], { cwd: root, encoding: "utf8", env, stdio: "pipe" }).trim();
const milcity = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: "utf8", env });
const read = (file: string) => readFileSync(join(root, file), "utf8");
const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const edit = (file: string, change: (text: string) => string) => {
  const before = read(file);
  const after = change(before);
  expect(after, file).not.toBe(before);
  write(file, after);
};

/** A repository with a dossier, and the driver as `milcity merge --install` leaves it, called from this tree. */
function begin(): void {
  cpSync(resolve(import.meta.dirname, "../examples/vila-clara"), root, { recursive: true });
  git("init", "-q", "-b", "main");
  const installed = milcity("merge", "--install");
  expect(installed.stderr).toBe("");
  expect(installed.status).toBe(0);
  expect(git("config", "merge.milcity.driver")).toBe("milcity merge %O %A %B --path %P -o %A");
  git("config", "merge.milcity.driver", `"${process.execPath}" "${bin}" merge %O %A %B --path %P -o %A`);
  git("add", "-A");
  git("commit", "-qm", "begin");
}

function branch(name: string, change: () => void): void {
  git("switch", "-q", "-c", name, "main");
  change();
  git("commit", "-qam", name);
}

const plan = () => parse(read("plan.yaml")) as { actions: { id: string; title: unknown; partners?: string[] }[] };
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** An entry at the end of a list of the root, as a person writes it. */
const append = (field: string, lines: string) => (text: string) => {
  const start = new RegExp(`^${field}:\\n`, "m").exec(text);
  if (!start) throw new Error(`no ${field}`);
  const from = start.index + start[0].length;
  const next = /^[a-z]/m.exec(text.slice(from));
  const end = next ? from + next.index : text.length;
  return `${text.slice(0, end).replace(/\n*$/, "\n")}${lines}${next ? "\n" : ""}${text.slice(end)}`;
};
const action = (id: string) =>
  `  - id: ${id} # from ${id}\n    title: The ${id}\n    objective: ${/objective: (\S+)/.exec(read("plan.yaml"))?.[1]}\n    status: planned\n    start: 2026-10-01\n    end: 2027-03-31\n    lead: ines-vilar\n`;

describe("two branches", () => {
  it("that add different actions, members and measurements merge without a conflict", () => {
    begin();
    const report = git("ls-files", "reports").split("\n")[0] ?? "";
    const measured = /^indicators:\n {2}- \{ ?indicator: (\S+?),|indicator: (\S+)/m.exec(read(report));
    const indicator = measured?.[1] ?? measured?.[2] ?? "";
    const flavours = [
      ["one", "2026-01-11"],
      ["two", "2026-01-12"],
    ] as const;
    for (const [id, date] of flavours)
      branch(id, () => {
        edit("plan.yaml", append("actions", action(id)));
        edit(
          "committee.yaml",
          append("members", `  - id: ${id}\n    name: ${id}\n    roles: [member]\n    sector: media\n`),
        );
        edit(report, append("indicators", `  - indicator: ${indicator}\n    value: 3\n    date: ${date}\n`));
      });
    git("switch", "-q", "main");
    git("merge", "-q", "--no-edit", "one");
    const before = { plan: read("plan.yaml"), committee: read("committee.yaml"), report: read(report) };
    git("merge", "-q", "--no-edit", "two");
    expect(git("status", "--porcelain")).toBe("");
    expect(ids(plan().actions).slice(-2)).toEqual(["one", "two"]);
    for (const [file, text] of [
      ["plan.yaml", before.plan],
      ["committee.yaml", before.committee],
      [report, before.report],
    ] as const) {
      // Nothing but lines that came: every line of before stands there in its order, comments among them.
      const lines = read(file).split("\n");
      let at = 0;
      for (const line of text.split("\n")) {
        at = lines.indexOf(line, at) + 1;
        expect(at, `${file}: ${line}`).toBeGreaterThan(0);
      }
    }
    expect(read("plan.yaml")).toContain("id: two # from two");
    const checked = milcity("validate", "--as-of", "2026-11-30", "--format", "compact");
    expect(checked.stdout.split("\n").filter((line) => /error/.test(line))).toEqual([]);
  });

  it("that change fields which stand side by side, and partners in one line, merge as well", () => {
    begin();
    branch("one", () => {
      edit("plan.yaml", (text) => text.replace("engagement: lead\n", "engagement: lead # one\n"));
      edit("plan.yaml", (text) => text.replace("do-planalto, joao-simoes]", "do-planalto, joao-simoes, one]"));
    });
    branch("two", () => {
      edit("plan.yaml", (text) => text.replace("    lead: ines-vilar\n", "    lead: joao-simoes\n"));
      edit("plan.yaml", (text) => text.replace("partners: [universidade-do-planalto, joao", "partners: [joao"));
    });
    git("switch", "-q", "one");
    git("merge", "-q", "--no-edit", "two");
    expect(read("plan.yaml")).toContain(
      "    engagement: lead # one\n    lead: joao-simoes\n    partners: [joao-simoes, one]\n",
    );
  });

  it("that say something different of one thing leave both between marks, and nothing else", () => {
    begin();
    const titled = (title: string) => (text: string) =>
      text.replace("pt: Oficinas de literacia mediática nas escolas", `pt: ${JSON.stringify(title)}`);
    branch("one", () => {
      edit("plan.yaml", titled("\u202e::error::One"));
      edit("plan.yaml", append("actions", action("one")));
    });
    branch("two", () => {
      edit("plan.yaml", titled("Two"));
      edit("plan.yaml", append("actions", action("two")));
    });
    git("switch", "-q", "one");
    const merged = spawnSync("git", [...identity, "merge", "--no-edit", "two"], { cwd: root, encoding: "utf8", env });
    expect(merged.status).toBe(1);
    expect(merged.stderr).toContain(
      "actions › oficinas-nas-escolas › title › pt: ours says ::error::One, theirs says Two",
    );
    expect(merged.stderr).not.toMatch(/\u202e|^\s*::error/m);
    const text = read("plan.yaml");
    expect(text.match(/^<<<<<<< ours$/gm)).toHaveLength(1);
    expect(text).toMatch(/^<<<<<<< ours\n.*::error::One"\n\|{7} base\n.*\n=======\n.*"Two"\n>>>>>>> theirs$/m);
    expect(text).toContain("id: one # from one");
    expect(text).toContain("id: two # from two");
  });
});

describe("a conflict", () => {
  const committee = (phone: string, name: string) =>
    `kind: committee\nversion: 1\nid: c\nname: C\ntype: steering\nmembers:\n  - id: ana\n    name: ${name}\n    roles: [member]\n    sector: media\n    phone: "${phone}"\n`;

  it("in what is private shows nothing of it, in no message", () => {
    write("b", committee("+351 210 000 000", "Ana"));
    write("o", committee("+351 211 111 111", "Ana"));
    write("t", committee("+351 212 222 222", "Ana"));
    const { status, stderr } = milcity("merge", "b", "o", "t", "-o", "r");
    expect(status).toBe(1);
    expect(stderr).toContain("members › ana › phone: ours says …, theirs says …");
    expect(stderr).not.toMatch(/21[012] /);
    expect(read("r")).toContain("+351 211 111 111");
    expect(read("r")).toContain("+351 212 222 222");
  });

  it("is no command to a build machine", () => {
    write("b", committee("1", "Ana"));
    write("o", committee("1", '"##vso[task.x]"'));
    write("t", committee("1", "::error::x"));
    const { stderr } = milcity("merge", "b", "o", "t", "-o", "r", "--path", "##[group]x");
    expect(stderr).not.toMatch(/##|^\s*::/m);
  });

  it("that no mark can show is told all the same", () => {
    // Two entries of one id in different places of a flow list: lines merge, and what comes out is not what both say.
    const list = (first: string, last: string) =>
      `kind: plan\nversion: 1\nid: p\nactions: [\n${first}  { id: a, title: A },\n  { id: b, title: B },\n  { id: c, title: C },\n${last}]\n`;
    write("b", list("", ""));
    write("o", list("  { id: x, title: One },\n", ""));
    write("t", list("", "  { id: x, title: Two },\n"));
    const { status, stderr } = milcity("merge", "b", "o", "t", "-o", "r");
    expect(status).toBe(1);
    expect(stderr).toMatch(/does not say what both sides say/);
    expect(stderr).toContain("actions › x › title: ours says One, theirs says Two");
  });

  it("does not keep long lists from being put together", () => {
    const long = (more: string) =>
      `kind: plan\nversion: 1\nid: p\nx-list:\n${Array.from({ length: 30_000 }, (_, n) => `  - w${n}\n`).join("")}${more}`;
    write("b", long(""));
    write("o", long("  - one\n"));
    write("t", long("  - two\n"));
    expect(milcity("merge", "b", "o", "t", "-o", "r").status).toBe(0);
    expect(read("r")).toMatch(/- w29999\n {2}- one\n {2}- two\n$/);
  });
});

describe("what is no sound document", () => {
  it("is left to lines, and what git says of them", () => {
    const files = { base: "b.yaml", ours: "o.yaml", theirs: "t.yaml" };
    write("b.yaml", "a: 1\nb: 2\nc: 3\n");
    write("o.yaml", "a: 9\nb: 2\nc: 3\n");
    write("t.yaml", "a: 1\nb: 2\nc: [\n");
    expect(mergeFiles(root, files)).toMatchObject({ by: "lines", isClean: true });
    write("t.yaml", "a: 8\nb: 2\nc: [\n");
    const ran = milcity("merge", "b.yaml", "o.yaml", "t.yaml", "-o", "o.yaml", "--path", "plan.yaml");
    expect(ran.status).toBe(1);
    expect(read("o.yaml")).toContain("<<<<<<< ours\na: 9\n");
  });

  it("says what is missing", () => {
    const none = milcity("merge", "b.yaml", "o.yaml", "t.yaml");
    expect(none.status).toBe(2);
    expect(none.stderr).toMatch(/b\.yaml. cannot be read.*\[no-input\]/);
    expect(milcity("merge", "b.yaml").stderr).toMatch(/Give three files.*\[usage\]/);
    const outside = milcity("merge", "--install");
    expect(outside.status).toBe(2);
    expect(outside.stderr).toContain("lies in no git repository");
    expect(existsSync(join(root, ".gitattributes"))).toBe(false);
  });

  it("keeps the attributes that a repository has", () => {
    git("init", "-q");
    write(".gitattributes", "*.png binary");
    expect(milcity("merge", "--install").status).toBe(0);
    expect(read(".gitattributes")).toBe("*.png binary\n*.yaml merge=milcity\n*.yml merge=milcity\n");
    expect(milcity("merge", "--install").status).toBe(0);
    expect(read(".gitattributes").match(/milcity/g)).toHaveLength(2);
  });
});

/** Edits of a small plan, as its text. */
interface Action {
  id: string;
  title: string;
  status: string;
  partners: string[];
  note: string;
}
const word = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const anAction = fc.record<Action>({
  id: word,
  title: fc.constantFrom("One", "Two", "Three #", "'", "\u0627"),
  status: fc.constantFrom("planned", "delayed"),
  partners: fc.uniqueArray(word, { maxLength: 4 }),
  note: fc.constantFrom("", "# a note\n", "\n"),
});
const actions = fc.uniqueArray(anAction, { selector: ({ id }) => id, maxLength: 6 });
const textOf = (list: readonly Action[], more: string) =>
  `# A plan\nkind: plan\nversion: 1\nid: p\n${list.length === 0 ? "actions: []\n" : "actions:\n"}${list
    .map(
      ({ id, title, status, partners, note }) =>
        `${note.replace(/^#/, "  #")}  - id: ${id}\n    title: ${JSON.stringify(title)}\n    status: ${status}\n${
          partners.length === 0 ? "" : `    partners: [${partners.join(", ")}]\n`
        }`,
    )
    .join("")}${more}`;
const keyOf = (way: string, entry: unknown) =>
  way === "plan.actions" ? (entry as Action).id : typeof entry === "string" ? entry : undefined;

describe("any two edits", () => {
  const side = fc.tuple(actions, fc.constantFrom("", "indicators: []\n", "x-more: 1\n"));
  const merged = (base: string, ours: string, theirs: string) => {
    write("b", base);
    write("o", ours);
    write("t", theirs);
    return mergeFiles(root, { base: "b", ours: "o", theirs: "t" });
  };
  const textFrom = (text: string | Uint8Array) => (typeof text === "string" ? text : new TextDecoder().decode(text));

  it("become a text that says what both say, or marks that hold both", () => {
    fc.assert(
      fc.property(side, side, side, (b, o, t) => {
        const [base, ours, theirs] = [textOf(...b), textOf(...o), textOf(...t)];
        const result = merged(base, ours, theirs);
        const text = textFrom(result.text);
        const wanted = mergedValues(parse(base), parse(ours), parse(theirs), "plan", keyOf);
        if (result.isClean) {
          expect(wanted.conflicts).toEqual([]);
          expect(saysAs(parse(text), wanted.value, "plan", keyOf)).toBe(true);
        } else {
          expect(text).toMatch(/^<<<<<<< ours$/m);
          // Every line that a side has written is there.
          for (const line of [...ours.split("\n"), ...theirs.split("\n")])
            if (/title|status/.test(line) && !base.includes(line)) expect(text).toContain(line.trim());
        }
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it("of which one is none become the other, to the byte", () => {
    fc.assert(
      fc.property(side, side, (b, o) => {
        const [base, ours] = [textOf(...b), textOf(...o)];
        expect(textFrom(merged(base, ours, base).text)).toBe(ours);
        expect(textFrom(merged(base, base, ours).text)).toBe(ours);
        expect(textFrom(merged(base, ours, ours).text)).toBe(ours);
      }),
      { numRuns: 40, seed: 4 },
    );
  });
});

describe("the order of two edits of a list", () => {
  it("has what both have, each once", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.uniqueArray(word), fc.uniqueArray(word), (b, o, t) => {
        const order = mergedOrder(b, o, t);
        expect([...order].sort()).toEqual([...new Set([...o, ...t])].sort());
      }),
    );
  });

  it("keeps additions of one place together, ours first", () => {
    expect(mergedOrder(["x", "y"], ["x", "a", "y"], ["x", "b", "y", "c"])).toEqual(["x", "a", "b", "y", "c"]);
    expect(mergedOrder(["x", "y"], ["x", "y"], ["y", "x"])).toEqual(["y", "x"]);
    expect(mergedOrder([], ["a"], ["b"])).toEqual(["a", "b"]);
  });
});
