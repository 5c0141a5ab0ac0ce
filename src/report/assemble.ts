import type { ReportView } from "../model/report.ts";
import { indicatorsChart } from "./chart/indicators.ts";
import { spendingChart } from "./chart/spending.ts";
import { timelineChart } from "./chart/timeline.ts";
import { checklists } from "./checklists.ts";
import { cover, summary } from "./cover.ts";
import { findings, sources } from "./findings.ts";
import { funding } from "./funding.ts";
import { glance } from "./glance.ts";
import { governance } from "./governance.ts";
import { indicators } from "./indicators.ts";
import { networking } from "./networking.ts";
import { objectives } from "./objectives.ts";
import { feedback, lessons, participation, readjustment } from "./participation.ts";
import { telling, type Assembled } from "./telling.ts";

/** The biennial report, said in one language. */
export function assemble(input: Assembled): ReportView {
  const all = telling(input);
  const { words, facts, plans, reports } = all;
  const measured = indicators(all);
  return {
    tool: input.tool,
    asOf: facts.day,
    language: words.say("report.language"),
    direction: words.direction,
    public: input.public,
    draft: plans.some(({ data }) => data.status === "draft") || reports.at(-1)?.data.status === "draft",
    cover: cover(all),
    summary: summary(all),
    glance: glance(all),
    timeline: timelineChart(all),
    objectives: objectives(all),
    indicatorsChart: indicatorsChart(all, measured),
    indicators: measured,
    governance: governance(all),
    participation: participation(all),
    feedback: feedback(all),
    readjustment: readjustment(all),
    spending: spendingChart(all),
    funding: funding(all),
    networking: networking(all),
    lessons: lessons(all),
    checklists: checklists(all),
    findings: findings(all),
    sources: sources(all),
  };
}
