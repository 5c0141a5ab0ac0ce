/**
 * Writes what the check found under its pull request, as one comment that is kept up to date. This runs with the right to write, on the word of
 * an artifact that whoever sent the change may have forged: it is read in memory as data, nothing of the change is checked out or run,
 * and every sign in it that acts in Markdown is taken its power. `npm run gen` copies this text into `milcity-comment.yml`.
 */
const { readFileSync } = require("node:fs");
const { inflateRawSync } = require("node:zlib");

const marker = "<!-- milcity -->";
const limits = { archive: 262_144, content: 524_288, characters: 65_000, pages: 30, time: 30_000 };

/** The artifact is not what the check writes. */
class Forged extends Error {}
/** There is nothing to write, and that is all right. */
class Nothing extends Error {}

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value);
const isId = (value) => Number.isSafeInteger(value) && value > 0;

async function bytesOf(response, most) {
  const parts = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) throw new Forged(`The artifact has more than ${most} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The one file of an archive, in memory: a name in it is compared and never becomes a path. */
function contentOf(archive) {
  const bad = (why) => new Forged(`The artifact is no archive of one comment.json: ${why}.`);
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > archive.length) throw bad("it has no end");
  if (archive.readUInt16LE(end + 10) !== 1) throw bad("it holds another number of files");
  const entry = archive.readUInt32LE(end + 16);
  if (entry + 46 > end || archive.readUInt32LE(entry) !== 0x02014b50) throw bad("it has no list of files");
  const name = archive.toString("latin1", entry + 46, entry + 46 + archive.readUInt16LE(entry + 28));
  if (name !== "comment.json") throw bad("its file has another name");
  const [method, size] = [archive.readUInt16LE(entry + 10), archive.readUInt32LE(entry + 20)];
  const local = archive.readUInt32LE(entry + 42);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== 0x04034b50) throw bad("its file is not there");
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + size);
  if (method === 0) return data;
  if (method !== 8) throw bad("it is packed in another way");
  try {
    // The size that an archive states for a file may be a lie; this one is kept.
    return inflateRawSync(data, { maxOutputLength: limits.content });
  } catch {
    throw bad("its file cannot be unpacked, or is too large");
  }
}

/** What the artifact says, each part of it of its kind. */
function messageIn(content) {
  let message;
  try {
    message = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    throw new Forged("The artifact holds no JSON.");
  }
  const { version, number, head, isQuiet, body } = message ?? {};
  if (version !== 1 || !isId(number) || !isHash(head) || typeof isQuiet !== "boolean" || typeof body !== "string")
    throw new Forged("The artifact holds something else than a comment.");
  return { number, head, isQuiet, body };
}

/** A sign is made text by a backslash, unless one stands before it already. */
const plain = (text, signs) =>
  text.replace(signs, (found, slashes) => (slashes.length % 2 ? found : `${slashes}\\${found.slice(slashes.length)}`));

/** Markdown in which nothing happens: no HTML, picture, link or diagram, nobody called, no issue mentioned. Headings, lists and tables stay. */
function inert(body) {
  const text = body
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\u200c-\u200f]|[\u2028\u2029]/gu, "")
    .replace(/`{3,}/g, "``")
    .replace(/~{3,}/g, "~~");
  const tamed = plain(plain(plain(text, /(\\*)</g), /(\\*)&(?!#96;)/g), /(\\*)\[/g);
  return tamed
    .replace(/@(?=[\w\\-])/g, "@\u200b")
    .replace(/(?<!&)#(?=\d)/g, "#\u200b")
    .replace(/\bgh(?=-\d)/gi, "$&\u200b")
    .replace(/:(?=\/\/)|\bwww(?=\.)/gi, "$&\u200b");
}

function cut(text, most) {
  if (text.length <= most) return text;
  const note = "\n\nThe rest is in the summary of the check.\n";
  const start = text.slice(0, most - note.length);
  return `${start.slice(0, Math.max(start.lastIndexOf("\n"), 0))}${note}`;
}

const commentOf = ({ body }) => cut(`${marker}\n${inert(body).trim()}\n`, limits.characters);

class Api {
  constructor({ url, token, repository }) {
    this.url = url;
    this.headers = {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "user-agent": "milcity",
      "x-github-api-version": "2022-11-28",
    };
    this.repository = repository;
  }

  async ask(path, { method = "GET", body } = {}) {
    const response = await fetch(`${this.url}/repos/${this.repository}${path}`, {
      method,
      headers: this.headers,
      redirect: "manual",
      signal: AbortSignal.timeout(limits.time),
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return undefined;
    if (response.status >= 400) throw new Error(`GitHub answered ${response.status} to ${method} ${path}`);
    return response;
  }

  async json(path, options) {
    const response = await this.ask(path, options);
    return response && (await response.json());
  }

  /** GitHub sends the archive from a store of its own, which is not told the token. */
  async archive(id) {
    const response = await this.ask(`/actions/artifacts/${id}/zip`);
    const place = response?.headers.get("location");
    if (!place) throw new Error("GitHub does not say where the artifact is");
    const { protocol } = new URL(place);
    if (protocol !== "https:" && protocol !== new URL(this.url).protocol)
      throw new Error("GitHub names an insecure place");
    const store = await fetch(place, { redirect: "error", signal: AbortSignal.timeout(limits.time) });
    if (!store.ok) throw new Error(`The store of artifacts answered ${store.status}`);
    return bytesOf(store, limits.archive);
  }
}

async function messageOf(api, run) {
  const { artifacts = [] } =
    (await api.json(`/actions/runs/${run.id}/artifacts?name=milcity-comment&per_page=100`)) ?? {};
  const [newest] = artifacts
    .filter(({ id, name, expired }) => isId(id) && name === "milcity-comment" && expired === false)
    .sort((a, b) => b.id - a.id);
  if (!newest) throw new Nothing("The check left no comment.");
  if (!isId(newest.size_in_bytes) || newest.size_in_bytes > limits.archive)
    throw new Forged(`The artifact has more than ${limits.archive} bytes.`);
  const message = messageIn(contentOf(await api.archive(newest.id)));
  if (message.head !== run.head_sha)
    throw new Forged("The artifact is about another commit than the check that left it.");
  return message;
}

/** The pull request is that of the check: open, from that repository, and at that commit. A number alone proves nothing. */
async function confirm(api, run, { number }) {
  const pull = await api.json(`/pulls/${number}`);
  if (
    pull?.state !== "open" ||
    pull.head?.sha !== run.head_sha ||
    pull.head.repo?.id !== run.head_repository?.id ||
    pull.base?.repo?.full_name !== api.repository
  )
    throw new Nothing(`Pull request ${number} is not, or no longer, at the commit that was checked.`);
}

/** Our comment is known by the marker that it begins with and by who wrote it; anybody can write the marker. */
async function ours(api, number) {
  for (let page = 1; page <= limits.pages; page++) {
    const comments = (await api.json(`/issues/${number}/comments?per_page=100&page=${page}`)) ?? [];
    const found = comments.find(
      ({ user, body }) => user?.login === "github-actions[bot]" && user.type === "Bot" && body?.startsWith(marker),
    );
    if (found || comments.length < 100) return found;
  }
  throw new Nothing("There are too many comments to look for ours among them.");
}

async function main(env) {
  const run = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8")).workflow_run;
  if (run?.event !== "pull_request" || !isId(run.id) || !isHash(run.head_sha))
    throw new Nothing("This was no check of a pull request.");
  if (!/^[\w.-]+\/[\w.-]+$/.test(env.GITHUB_REPOSITORY ?? "")) throw new Error("The repository has no name");
  const api = new Api({ url: env.GITHUB_API_URL, token: env.GITHUB_TOKEN, repository: env.GITHUB_REPOSITORY });
  const message = await messageOf(api, run);
  await confirm(api, run, message);
  const body = commentOf(message);
  const before = await ours(api, message.number);
  if (before?.body === body || before?.body === body.trim()) throw new Nothing("The comment says so already.");
  if (!before && message.isQuiet) throw new Nothing("There is nothing to tell.");
  if (before) await api.json(`/issues/comments/${before.id}`, { method: "PATCH", body: { body } });
  else await api.json(`/issues/${message.number}/comments`, { method: "POST", body: { body } });
  return `${before ? "Renewed" : "Wrote"} the comment of pull request ${message.number}.`;
}

main(process.env).then(
  (said) => console.log(said),
  (error) => {
    if (error instanceof Nothing) return console.log(`Nothing written. ${error.message}`);
    console.log(
      `::error::${error instanceof Forged ? "Nothing written. " : ""}${String(error.message).replace(/[\r\n%]/g, " ")}`,
    );
    process.exitCode = 1;
  },
);
