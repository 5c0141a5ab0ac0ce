import type { Telling } from "./telling.ts";

/** What the dossier lacks for the report of one network: the rest of the report stands for what it is. */
export function notices(all: Telling): string[] {
  const { template, scores, dossier, plans, words } = all;
  const [framework] = template.frameworks;
  if (framework === undefined) return [];
  const network = all.ofPack(all.library.packs.get(framework)?.framework.title)?.text ?? framework;
  const named = dossier.documents.city.some(({ data }) =>
    (data.memberships ?? []).some((one) => one.framework !== undefined && template.frameworks.includes(one.framework)),
  );
  const isTheirs = plans.some(({ data }) => data.frameworks?.some((one) => template.frameworks.includes(one)));
  return [
    ...(named ? [] : [words.say("report.notice.noMember", { network, framework })]),
    ...(named && scores.length === 0
      ? [words.say("report.notice.notCurrent", { network, day: all.date(all.facts.day) ?? "" })]
      : []),
    ...(plans.length === 0 || isTheirs ? [] : [words.say("report.notice.noPlan", { network, framework })]),
  ];
}
