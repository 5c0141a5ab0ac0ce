import type { ReportView } from "../model/report.ts";
import { indicatorsChart } from "./chart/indicators.ts";
import { spendingChart } from "./chart/spending.ts";
import { timelineChart } from "./chart/timeline.ts";
import { aims, bankLanguage, days, experiences, principles } from "./charter.ts";
import { checklists, toDo } from "./checklists.ts";
import { cover, summary } from "./cover.ts";
import { findings, sources } from "./findings.ts";
import { funding } from "./funding.ts";
import { glance } from "./glance.ts";
import { governance } from "./governance.ts";
import { indicators } from "./indicators.ts";
import { actionsOf } from "./lines.ts";
import { networking } from "./networking.ts";
import { notices } from "./notices.ts";
import { objectives } from "./objectives.ts";
import { feedback, lessons, participation, readjustment } from "./participation.ts";
import { otherTexts, sections } from "./sections.ts";
import { sheet } from "./sheet.ts";
import { bodies, partners, reach, studies } from "./standing.ts";
import { telling, type Assembled } from "./telling.ts";

/** All that a report can tell, said in one language. Its template says which parts of it are shown. */
export function assemble(input: Assembled): ReportView {
  const all = telling(input);
  const { words, facts, plans, reports } = all;
  const measured = indicators(all);
  const aimed = objectives(all);
  const actions = actionsOf(all, aimed);
  const told = { summary: summary(all), glance: glance(all) };
  const timeline = timelineChart(all);
  const measuredChart = indicatorsChart(all, measured);
  const governed = governance(all);
  const spending = spendingChart(all);
  const lists = checklists(all, actions);
  const mends = toDo(all, lists);
  return {
    template: input.template.id,
    title: words.translate(input.template.title),
    tool: input.tool,
    asOf: facts.day,
    language: words.say("report.language"),
    direction: words.direction,
    public: input.public,
    draft: plans.some(({ data }) => data.status === "draft") || reports.at(-1)?.data.status === "draft",
    cover: cover(all),
    ...told,
    timeline,
    objectives: aimed,
    indicatorsChart: measuredChart,
    indicators: measured,
    governance: governed,
    participation: participation(all),
    feedback: feedback(all),
    readjustment: readjustment(all),
    spending,
    funding: funding(all),
    networking: networking(all),
    lessons: lessons(all),
    checklists: lists,
    findings: findings(all),
    sources: sources(all),
    notices: notices(all),
    sections: sections(all, lists, actions, measured),
    otherTexts: otherTexts(all),
    bodies: bodies(all),
    partners: partners(all),
    reach: reach(all, actions),
    studies: studies(governed),
    toDo: mends,
    aims: aims(all, lists, actions),
    principles: principles(all, actions),
    experiences: experiences(all, actions),
    bankLanguage: bankLanguage(all),
    days: days(all, actions),
    sheet: sheet(all, { ...told, checklists: lists, toDo: mends, actions }),
  };
}
