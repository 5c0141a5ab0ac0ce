import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier, Kind } from "../model/dossier.ts";
import type { PreviewNote } from "../model/preview.ts";

/** By kind and the first field, the section of a report that tells of it. */
const sections: Record<Kind, Record<string, string>> = {
  city: { mayor: "cover", alliances: "networking", memberships: "networking", partners: "governance", "": "summary" },
  committee: { "": "governance" },
  plan: {
    objectives: "objectives",
    actions: "objectives",
    indicators: "indicators",
    policies: "participation",
    issues: "participation",
    stocktake: "participation",
    cocreation: "participation",
    consultations: "participation",
    submissions: "participation",
    funding: "funding",
    readjustment: "readjustment",
    readjustments: "readjustment",
    events: "networking",
    "": "summary",
  },
  report: {
    actions: "objectives",
    indicators: "indicators",
    feedback: "feedback",
    goodPractices: "networking",
    exchanges: "networking",
    media: "networking",
    lessons: "lessons",
    suggestions: "lessons",
    "": "summary",
  },
  checklist: { "": "checklists" },
};

/** What is found in a dossier, each with the section of its report that it concerns. */
export function besideSections(dossier: Dossier, diagnostics: readonly Diagnostic[]): PreviewNote[] {
  const kinds = new Map<string, Kind>();
  for (const document of Object.values(dossier.documents).flat()) kinds.set(document.file, document.kind);
  return diagnostics.map(({ file, pointer, range, severity, message, help, rule, place }) => {
    const kind = kinds.get(file);
    const [, field = ""] = pointer.split("/");
    const section = kind && (sections[kind][field] ?? sections[kind][""]);
    const at = `${file}:${range.start.line}`;
    return {
      beside: section === undefined ? [] : [`mc-${section}`],
      severity,
      message,
      help: help ?? null,
      rule,
      place,
      at,
    };
  });
}
