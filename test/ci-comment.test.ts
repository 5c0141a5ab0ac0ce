/** The script that writes the comment, run as its workflow runs it, against a GitHub of our own and artifacts that strangers forge. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { strToU8, zipSync, type Zippable } from "fflate";
import markdownIt from "markdown-it";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runStep, stepNamed, workflowIn } from "./ci-steps.ts";

const scratch = mkdtempSync(join(tmpdir(), "milcity-comment-"));
const step = stepNamed(workflowIn("ci/github/milcity-comment.yml").jobs["comment"]?.steps ?? [], "Write the comment");
const marker = "<!-- milcity -->";
const head = "a".repeat(40);
const token = "the-token-of-the-run";
const bot = { login: "github-actions[bot]", type: "Bot" };

interface Comment {
  id: number;
  user: { login: string; type: string } | null;
  body: string;
}

/** What the platform knows, and what was asked of it. */
let artifact: Uint8Array;
let stated: { size_in_bytes?: unknown; name?: string; expired?: boolean };
let pulls: Record<number, unknown>;
let comments: Comment[];
let asked: string[];
let written: { method: string; url: string; body: string }[];
let storeSaw: (string | undefined)[];

const pull = (more: object = {}) => ({
  state: "open",
  head: { sha: head, repo: { id: 22 } },
  base: { repo: { full_name: "city/plan" } },
  ...more,
});

const message = (more: object = {}) => ({
  version: 1,
  number: 7,
  head,
  isQuiet: false,
  body: "## What changed\n",
  ...more,
});
const packed = (files: Zippable) => zipSync(files, { level: 9 });
const saying = (more: object = {}) => packed({ "comment.json": strToU8(JSON.stringify(message(more))) });

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += String(part);
  return text;
}

let github: Server;
let store: Server;
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function answer(request: IncomingMessage): Promise<{ status: number; body?: unknown; location?: string }> {
  const { method = "", url = "", headers } = request;
  const { pathname, searchParams } = new URL(url, "http://x");
  asked.push(`${method} ${pathname}`);
  if (headers.authorization !== `Bearer ${token}`) return { status: 401 };
  const path = pathname.replace("/repos/city/plan", "");
  if (method !== "GET") {
    const { body } = JSON.parse(await textOf(request)) as { body: string };
    written.push({ method, url: path, body });
    return { status: method === "POST" ? 201 : 200, body: {} };
  }
  if (path === "/actions/runs/5/artifacts")
    return {
      status: 200,
      body: {
        artifacts: [{ id: 9, name: "milcity-comment", expired: false, size_in_bytes: artifact.length, ...stated }],
      },
    };
  if (path === "/actions/artifacts/9/zip") return { status: 302, location: `${addressOf(store)}/blob` };
  const number = Number(/^\/pulls\/(\d+)$/.exec(path)?.[1]);
  if (pulls[number]) return { status: 200, body: pulls[number] };
  if (/^\/issues\/\d+\/comments$/.test(path)) {
    const page = Number(searchParams.get("page"));
    return { status: 200, body: comments.slice((page - 1) * 100, page * 100) };
  }
  return { status: 404 };
}

beforeAll(async () => {
  github = createServer((request, response) => {
    void answer(request).then(({ status, body, location }) => {
      response.writeHead(status, location ? { location } : {});
      return response.end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  store = createServer((request, response) => {
    storeSaw.push(request.headers.authorization);
    response.end(artifact);
  });
  for (const server of [github, store]) await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  for (const server of [github, store]) server.close();
  rmSync(scratch, { recursive: true, force: true });
});

beforeEach(() => {
  artifact = saying();
  stated = {};
  pulls = { 7: pull() };
  comments = [];
  [asked, written, storeSaw] = [[], [], []];
});

/** In a thread, which starts sooner than a process; the first test takes the shell that the workflow names. */
function inThread(env: Record<string, string>): Promise<{ exit: number; stdout: string; stderr: string }> {
  return new Promise((done, failed) => {
    const thread = new Worker(step.run ?? "", { eval: true, env, stdout: true, stderr: true });
    const said = { stdout: "", stderr: "" };
    thread.stdout.setEncoding("utf8").on("data", (part: string) => (said.stdout += part));
    thread.stderr.setEncoding("utf8").on("data", (part: string) => (said.stderr += part));
    thread.on("error", failed);
    thread.on("exit", (exit) => setImmediate(() => done({ exit, ...said })));
  });
}

async function run(event: object = {}, { isProcess = false } = {}) {
  const temp = mkdtempSync(join(scratch, "run-"));
  const workspace = join(temp, "work");
  mkdirSync(workspace);
  const file = join(temp, "event.json");
  const workflow = { id: 5, event: "pull_request", head_sha: head, head_repository: { id: 22 }, pull_requests: [] };
  writeFileSync(file, JSON.stringify({ workflow_run: { ...workflow, ...event } }));
  const env = { GITHUB_EVENT_PATH: file, GITHUB_API_URL: addressOf(github), GITHUB_REPOSITORY: "city/plan" };
  if (!isProcess) return inThread({ ...env, GITHUB_TOKEN: token });
  return runStep(step, { temp, workspace, env, values: { "github.token": token } });
}

/** What a body becomes under the pull request. */
async function posted(body: string): Promise<string> {
  artifact = saying({ body });
  expect(await run()).toMatchObject({ exit: 0, stderr: "" });
  const [one] = written;
  expect(one?.body.startsWith(`${marker}\n`)).toBe(true);
  return one?.body.slice(marker.length + 1) ?? "";
}

describe("the comment", () => {
  it("is written under the pull request that was checked, and the store of artifacts is not told the token", async () => {
    const ran = await run({}, { isProcess: true });
    expect(ran).toMatchObject({ exit: 0, stderr: "", stdout: "Wrote the comment of pull request 7.\n" });
    expect(written).toEqual([{ method: "POST", url: "/issues/7/comments", body: `${marker}\n## What changed\n` }]);
    expect(storeSaw).toEqual([undefined]);
  });

  it("is renewed in place, also where it stands behind a hundred others", async () => {
    const others = Array.from({ length: 130 }, (_, n) => ({
      id: n + 1,
      user: { login: `u${n}`, type: "User" },
      body: "hi",
    }));
    comments = [...others, { id: 500, user: bot, body: `${marker}\nold` }];
    expect(await run()).toMatchObject({ exit: 0, stdout: "Renewed the comment of pull request 7.\n" });
    expect(written).toMatchObject([{ method: "PATCH", url: "/issues/comments/500" }]);
  });

  it("stays as it is where it says so already, with or without the last line end", async () => {
    for (const body of [`${marker}\n## What changed\n`, `${marker}\n## What changed`]) {
      comments = [{ id: 500, user: bot, body }];
      const { exit, stdout } = await run();
      expect({ exit, stdout }).toEqual({ exit: 0, stdout: "Nothing written. The comment says so already.\n" });
    }
    expect(written).toEqual([]);
  });

  it("is not begun where there is nothing to tell, and renewed where there was something", async () => {
    artifact = saying({ isQuiet: true });
    expect(await run()).toMatchObject({ exit: 0, stdout: "Nothing written. There is nothing to tell.\n" });
    expect(written).toEqual([]);
    comments = [{ id: 500, user: bot, body: `${marker}\nold` }];
    await run();
    expect(written).toMatchObject([{ method: "PATCH" }]);
  });

  it.each([
    ["a person", { login: "mallory", type: "User" }, `${marker}\nmine`],
    ["a person of the bot's name", { login: "github-actions[bot]", type: "User" }, `${marker}\nmine`],
    ["another bot", { login: "other[bot]", type: "Bot" }, `${marker}\nmine`],
    ["nobody any more", null, `${marker}\nmine`],
    ["the bot, quoting the marker", bot, `> ${marker}\nquoted`],
  ])("leaves alone a comment with the marker by %s", async (_, user, body) => {
    comments = [{ id: 500, user, body }];
    await run();
    expect(written).toMatchObject([{ method: "POST", url: "/issues/7/comments" }]);
  });
});

describe("an artifact that somebody forged", () => {
  const json = (value: unknown) => packed({ "comment.json": strToU8(JSON.stringify(value)) });
  const lying = () => {
    const archive = packed({ "comment.json": new Uint8Array(20_000_000) });
    // The list of files states 10 bytes; the data are 20 million.
    new DataView(archive.buffer).setUint32(archive.length - 22 - 46 - 12 + 24, 10, true);
    return archive;
  };

  it.each<[string, () => Uint8Array]>([
    ["no archive", () => strToU8("hello")],
    ["nothing", () => new Uint8Array()],
    ["an archive cut short", () => saying().slice(0, 60)],
    ["an empty archive", () => packed({})],
    ["a file outside of its folder", () => packed({ "../../../../tmp/pwned": strToU8("x") })],
    ["an absolute name", () => packed({ "/tmp/pwned": strToU8("x") })],
    ["the file in a folder", () => packed({ "x/../comment.json": strToU8(JSON.stringify(message())) })],
    ["a second file", () => packed({ "comment.json": strToU8(JSON.stringify(message())), "../pwned": strToU8("x") })],
    ["a bomb", () => packed({ "comment.json": new Uint8Array(20_000_000) })],
    ["a bomb that states a small size", lying],
    [
      "too many bytes",
      () =>
        zipSync(
          { "comment.json": crypto.getRandomValues(new Uint8Array(60_000)), x: new Uint8Array(300_000) },
          { level: 0 },
        ),
    ],
    ["no JSON", () => packed({ "comment.json": strToU8("number=7") })],
    ["JSON that is no object", () => json(null)],
    ["no UTF-8", () => packed({ "comment.json": new Uint8Array([0x22, 0xff, 0x22]) })],
    ["a number that is a path", () => saying({ number: "7/../../issues/1" })],
    ["a number in words", () => saying({ number: "7" })],
    ["a number below one", () => saying({ number: -7 })],
    ["a number that is a list", () => saying({ number: [7] })],
    ["no text", () => saying({ body: { toString: "x" } })],
    ["another version", () => saying({ version: 2 })],
    ["the commit of somebody else", () => saying({ head: "b".repeat(40) })],
    ["a commit that is none", () => saying({ head: "HEAD" })],
  ])("with %s is refused, and nothing is written", async (_, forged) => {
    artifact = forged();
    const { exit, stdout, stderr } = await run();
    expect({ exit, stderr, written }).toEqual({ exit: 1, stderr: "", written: [] });
    expect(stdout).toMatch(/^::error::Nothing written\. The artifact [^\n]+\n$/);
  });

  it("is not even fetched where it states too great a size, or none", async () => {
    for (const size of [10_000_000, null, "1", -1, 0.5]) {
      stated = { size_in_bytes: size };
      expect(await run(), String(size)).toMatchObject({ exit: 1, stderr: "" });
    }
    expect(asked.filter((one) => one.endsWith("/zip"))).toEqual([]);
  });

  it.each<[string, () => void]>([
    ["does not exist", () => (pulls = {})],
    ["is at another commit", () => (pulls = { 7: pull({ head: { sha: "c".repeat(40), repo: { id: 22 } } }) })],
    ["comes from another repository", () => (pulls = { 7: pull({ head: { sha: head, repo: { id: 1 } } }) })],
    ["comes from a repository that is gone", () => (pulls = { 7: pull({ head: { sha: head, repo: null } }) })],
    ["is for another repository", () => (pulls = { 7: pull({ base: { repo: { full_name: "other/plan" } } }) })],
    ["is closed", () => (pulls = { 7: pull({ state: "closed" }) })],
  ])("about a pull request that %s changes nothing", async (_, arrange) => {
    arrange();
    const { exit, stdout } = await run();
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^Nothing written\. Pull request 7 is not, or no longer, at the commit that was checked\.\n$/,
    );
    expect(written).toEqual([]);
  });

  it("under another name, or too old, is none", async () => {
    for (stated of [{ name: "milcity-report" }, { expired: true }])
      expect(await run()).toMatchObject({ exit: 0, stdout: "Nothing written. The check left no comment.\n" });
  });

  it("of a push is not looked at", async () => {
    expect(await run({ event: "push" })).toMatchObject({ exit: 0 });
    expect(await run({ id: "5/../6" })).toMatchObject({ exit: 0 });
    expect(asked).toEqual([]);
  });
});

describe("what a stranger writes into the comment", () => {
  const html = (markdown: string) => markdownIt({ html: true }).render(markdown.replace(marker, ""));

  it.each([
    "<img src=x onerror=alert(1)>",
    "<!-- milcity -->\nforged",
    "a\\<b>\\\\<script>alert(1)</script>",
    "<https://evil.example>",
    "![pixel](https://evil.example/p.png)",
    "\\![pixel](https://evil.example/p.png)",
    "[read this](https://evil.example)",
    "[read this]\n\n[read this]: https://evil.example",
    "[a]: <javascript:alert(1)>\n[a]",
    "https://evil.example/x www.evil.example mail@evil.example",
    "```mermaid\ngraph TD\n```",
    "~~~html\n<b>\n~~~",
    "<details><summary>x</summary>",
    "&lt;img src=x&gt; &#60;img src=x&#62;",
  ])("%j neither runs, shows nor leads anywhere", async (body) => {
    const shown = html(await posted(body));
    expect(shown).not.toMatch(/<(?!\/?(?:p|em|strong|code|h\d|ul|ol|li|br|blockquote|s|pre)\b)/);
    expect(shown).not.toMatch(/<pre|href|src="/);
    // What GitHub makes a link of by itself.
    expect(shown).not.toMatch(/:\/\/|www\.|[\w.+-]@[\w-]/);
  });

  it.each([
    "@everyone",
    "\\@mayor",
    "&#64;mayor",
    "&commat;mayor",
    "@city/council",
    "(@mayor)",
    "x@mayor",
    "@-x",
    "@\u200bmayor",
  ])("%j calls nobody", async (body) => {
    // GitHub looks for names in the text of the page, where escapes and entities are gone.
    const page = html(await posted(body)).replace(/<[^>]+>/g, "");
    expect(page.replaceAll("&amp;", "&")).not.toMatch(/@[\w-]/);
  });

  it.each(["fixes #12", "city/plan#12", "GH-12", "gh-7", "https://github.com/city/plan/issues/1"])(
    "%j mentions no issue",
    async (body) => {
      const page = html(await posted(body)).replace(/<[^>]+>/g, "");
      expect(page).not.toMatch(/#\d|GH-\d|:\/\//i);
    },
  );

  it("loses what acts in a line, and keeps every language", async () => {
    const body = await posted("a\u0000b\u001b[31mc\u202ed\u2028e\r\nمدينة \u200fالقراءة 図書館 São João می\u200cخواهم");
    expect(body).toBe("abc\\[31mcd".replace("abc", "ab") + "e\nمدينة \u200fالقراءة 図書館 São João می\u200cخواهم\n");
  });

  it("keeps the form that the check gives it: headings, lists, tables, code", async () => {
    const body =
      "## New: 1 error\n\n| Severity | Files |\n| --- | --- |\n| error | plan.yaml:4 |\n\n- **changed** The lead changed to &#96;ana&#96; and `@`all \\<b\\>.\n";
    expect(await posted(body)).toBe(body);
  });

  it("is cut where GitHub takes no more, after a whole line and with a word about it", async () => {
    const body = await posted("- a line of text\n".repeat(20_000));
    expect(body.length + marker.length + 1).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/- a line of text\n\nThe rest is in the summary of the check\.\n$/);
  });

  it("does nothing in the log, whatever the failure", async () => {
    artifact = packed({ "::set-output name=a::b": strToU8("x") });
    expect((await run()).stdout.match(/^::/gm)).toEqual(["::"]);
  });
});
