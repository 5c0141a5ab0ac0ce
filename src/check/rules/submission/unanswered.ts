import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Every comment on a submitted plan has a response.",
  message: "The comment `{id}` of {to} has no response.",
  why: "The network takes the trouble to comment; a response shows what came of it.",
  fix: "Write under `response` what the city answers, and name the readjustment that it led to, if any.",
  right: `
kind: plan
submissions:
  - to: unesco
    date: 2025-03-01
    comments:
      - id: c1
        text: Say who leads the labs.
        response: { date: 2025-04-01, text: The library leads them. }
      - id: c2
        response: { readjustment: more-labs }
`,
  wrong: `
kind: plan
submissions:
  - to: unesco
    date: 2025-03-01
    comments:
      - id: c1 # !
        text: Say who leads the labs.
      - id: c2 # !
        response: { date: 2025-04-01 }
`,
  *check({ facts }) {
    for (const comment of facts.comments)
      if (!comment.answered)
        yield { in: comment.in, at: comment.at, args: { id: comment.id, to: comment.to || phrase("the network") } };
  },
} satisfies Rule;
