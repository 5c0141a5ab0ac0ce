import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "info",
  asks: "Every value means the same to all programs that read YAML.",
  message: "Some programs read `{value}` as something else than it says here.",
  why: "YAML 1.1 takes `no` for false and `010` for eight; a spreadsheet or a website that reads the same file would differ from milcity.",
  fix: "Put it in quotation marks if it is a text; write `true` or `false`, or a plain number, if it is not.",
  right: city,
  wrong: `
${city}x-open: yes # !
x-country: NO # !
x-code: 010 # !
x-time: 12:30 # !
`,
  cases: [
    `
${city}x-open: "yes"
x-sure: true
x-number: 10
`,
  ],
} satisfies Rule;
