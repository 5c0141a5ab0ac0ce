import { checklist, city, committee } from "./city.ts";
import { Frame } from "./frame.ts";
import { plan } from "./plan.ts";
import { report } from "./report.ts";

/** The documents of one dossier by their paths. The same seed and number give the same documents. */
export function dossier(seed: number, number: number): Map<string, object> {
  const frame = new Frame(seed, number);
  const own = city(frame);
  const steering = committee(frame);
  const members = steering.members.map(({ id }) => id);
  const partners = (own.partners ?? []).map(({ id }) => id);
  const project = plan(frame, members, partners);
  const reports = frame
    .periods()
    .map((period, n) => [`reports/${n + 1}.yaml`, report(frame, project, period, n)] as const);
  return new Map<string, object>([
    ["milcity.yaml", own],
    ["committee.yaml", steering],
    ["plan.yaml", project],
    ...reports,
    ["checklists/mil.yaml", checklist(frame, project)],
  ]);
}
