/** What a run in CI is about: which change, seen from which revision. Everything in an event is data of whoever sent the change. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Change
 * @property {string | undefined} base a hash; the revision whose settings count. Undefined where everything is checked
 * @property {{ number: number, head: string } | undefined} pull the pull request that a comment may be about
 * @property {boolean} isFork whether the change comes from another repository
 */

const isHash = (text) => typeof text === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** A failure whose message is all that a reader needs. */
export class Refusal extends Error {}

/** The answer of git, or undefined where it has none. Only commands that touch neither index nor work tree. */
function git(folder, args) {
  const safe = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
  ];
  try {
    return execFileSync("git", ["-C", folder, ...safe, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, GIT_NO_REPLACE_OBJECTS: "1", GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" },
    }).trim();
  } catch {
    return undefined;
  }
}

const commit = (folder, name) =>
  git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);

/**
 * The base of a pull request. GitHub checks out a merge of its own making: the first parent is the newest base, while the event may name an
 * older one, to which changes of others would be added. That merge is known by its second parent, the head of the pull request, which no commit
 * that the pull request brings along can have.
 */
function baseOfPull(folder, pull) {
  const named = pull?.base?.sha;
  if (!isHash(named)) throw new Refusal("The event names no base of the pull request.");
  const parents = git(folder, ["rev-list", "--parents", "--max-count=1", "--end-of-options", "HEAD"])
    ?.split(" ")
    .slice(1);
  if (parents?.length !== 2 || parents[1] !== pull.head?.sha) return named;
  const [first] = parents;
  return git(folder, ["merge-base", "--is-ancestor", named, first]) === undefined ? named : first;
}

function onGitHub(folder, env) {
  if (env.GITHUB_EVENT_NAME === "pull_request_target")
    throw new Refusal(
      "This check does not run on pull_request_target, which hands a stranger's change the rights of the repository. Use pull_request.",
    );
  const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8")) : {};
  const { pull_request: pull, merge_group: group } = event;
  if (group) return { base: isHash(group.base_sha) ? group.base_sha : undefined, pull: undefined, isFork: false };
  if (!pull) return { base: undefined, pull: undefined, isFork: false };
  if (!Number.isSafeInteger(pull.number) || pull.number < 1 || !isHash(pull.head?.sha))
    throw new Refusal("The event names no pull request.");
  return {
    base: baseOfPull(folder, pull),
    pull: { number: pull.number, head: pull.head.sha },
    // A deleted fork has no repository any more.
    isFork: pull.head.repo?.id === undefined || pull.head.repo.id !== pull.base?.repo?.id,
  };
}

/** In a merged results pipeline the tip of the target is known; else the commit that both sides have in common. */
function onGitLab(env) {
  if (env.CI_PIPELINE_SOURCE !== "merge_request_event") return { base: undefined, pull: undefined, isFork: false };
  const tip = env.CI_MERGE_REQUEST_EVENT_TYPE === "detached" ? "" : env.CI_MERGE_REQUEST_TARGET_BRANCH_SHA;
  const base = isHash(tip) ? tip : env.CI_MERGE_REQUEST_DIFF_BASE_SHA;
  if (!isHash(base)) throw new Refusal("GitLab names no base of the merge request.");
  return { base, pull: undefined, isFork: env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID !== env.CI_MERGE_REQUEST_PROJECT_ID };
}

/**
 * Throws `Refusal` where a change cannot be told from what was there before.
 * @param {string} folder the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {Change}
 */
export function changeIn(folder, env) {
  const change = env.GITLAB_CI ? onGitLab(env) : onGitHub(folder, env);
  if (change.base !== undefined && commit(folder, change.base) === undefined)
    throw new Refusal(
      `The checkout does not hold the base ${change.base}. Fetch the whole history: on GitHub \`fetch-depth: 0\` for actions/checkout, on GitLab \`GIT_DEPTH: "0"\`.`,
    );
  return change;
}
