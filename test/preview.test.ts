/** The preview through the real command, looked at in a browser and from where nobody may look. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const bin = resolve(import.meta.dirname, "../bin/milcity.js");
const env = { ...process.env, CI: "true", LC_ALL: "C" };
let root = "";
let running: ChildProcess | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-preview-"));
  cpSync(resolve(import.meta.dirname, "../examples/vila-clara"), root, { recursive: true });
});
afterEach(async () => {
  await stop("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

/** Starts it and waits for its address. */
async function begin(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [bin, "preview", "--as-of", "2026-11-30", ...args], { cwd: root, env });
  running = child;
  let said = "";
  return new Promise((done, failed) => {
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString();
      const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) done(Number(port));
    });
    child.on("exit", (code) => failed(new Error(`${code}: ${said}`)));
  });
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  const child = running;
  running = undefined;
  if (!child || child.exitCode !== null) return child?.exitCode ?? null;
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  child.kill(signal);
  return ended;
}

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}
const ask = (port: number, headers: Record<string, string> = {}, method = "GET", path = "/") =>
  new Promise<Answer>((done, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.on("data", (part: Buffer) => (body += part.toString()));
      response.on("end", () => done({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    asked.on("error", failed);
    asked.end();
  });

describe("the preview", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    });
  });
  afterAll(() => browser.close());

  it("follows the files, with what is found beside the section that it concerns, and survives what cannot be read", async () => {
    const port = await begin();
    const context = await browser.newContext();
    const page = await context.newPage();
    const told: string[] = [];
    page.on("console", (message) => told.push(message.text()));
    page.on("pageerror", (error) => told.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    expect(await page.title()).toContain("Vila Clara");
    // The script of the report runs beside that of the preview.
    await page.locator("#mc-objectives").getByRole("searchbox").last().fill("no such action");
    expect(await page.locator("#mc-objectives article:visible").count()).toBe(0);
    const plan = join(root, "plan.yaml");
    const before = readFileSync(plan, "utf8");
    const reloaded = page.waitForEvent("load");
    writeFileSync(plan, before.replace("lead: ines-vilar", "lead: <b>nobody"));
    await reloaded;
    const beside = page.locator("#mc-objectives > h2 + aside.mc-found");
    expect(await beside.innerText()).toMatch(/plan\.yaml:178/);
    expect(await beside.locator("b").count()).toBe(0);
    const axe = await new AxeBuilder({ page })
      .include(".mc-found")
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(axe.violations.map(({ id }) => id)).toEqual([]);
    const again = page.waitForEvent("load");
    writeFileSync(join(root, "milcity.config.yaml"), "nonsense: [");
    await again;
    expect(await page.locator("h1").innerText()).toMatch(/no report/i);
    expect(await page.locator("main").innerText()).toContain("milcity.config.yaml");
    const mended = page.waitForEvent("load");
    rmSync(join(root, "milcity.config.yaml"));
    await mended;
    expect(await page.title()).toContain("Vila Clara");
    expect(told).toEqual([]);
    await context.close();
  });

  it("is in no report", () => {
    const { stdout } = spawnSync(process.execPath, [bin, "report", "--as-of", "2026-11-30"], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    expect(stdout).toContain("Vila Clara");
    expect(stdout).not.toMatch(/EventSource|mc-found|connect-src/);
  });
});

describe("whoever looks from elsewhere", () => {
  it("sees nothing: not by another name, another page, another method or another address", async () => {
    const port = await begin();
    const own = await ask(port);
    expect(own.status).toBe(200);
    expect(own.headers).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
    expect((await ask(port, { host: `localhost:${port}` })).status).toBe(200);
    for (const headers of [
      { host: "evil.example" },
      { host: `evil.example:${port}` },
      { host: `127.0.0.1.evil.example:${port}` },
      { host: "127.0.0.1:1" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const answer = await ask(port, headers);
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(answer.body).not.toContain("Vila Clara");
    }
    expect((await ask(port, {}, "POST")).status).toBe(405);
    for (const path of ["/../plan.yaml", "/plan.yaml", "//", "/%2e%2e/plan.yaml", "/?x"])
      expect((await ask(port, {}, "GET", path)).status, path).toBe(404);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others)
      await expect(
        new Promise((done, failed) => connect(port, address).on("connect", done).on("error", failed)),
      ).rejects.toThrow(/ECONNREFUSED/);
  });

  it("ends with the signal that ends it, and says when a port is taken", async () => {
    await begin();
    expect(await stop("SIGINT")).toBe(130);
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as AddressInfo;
    await expect(begin("--port", String(port))).rejects.toThrow(
      new RegExp(`^2: .*port ${port} cannot be used: something else uses it.*\\[usage\\]`),
    );
    await new Promise((done) => other.close(done));
    await expect(begin("--port", "70000")).rejects.toThrow(/\[usage\]/);
  });
});
