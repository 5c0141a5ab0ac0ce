import type {
  CocreationFact,
  CommentFact,
  ConsultationFact,
  EventFact,
  IssueFact,
  PolicyFact,
  ReadjustmentFact,
  StocktakeFact,
  SubmissionFact,
} from "../model/facts.ts";
import { lies } from "./days.ts";
import { placed, type Given } from "./given.ts";
import { party, type Parties } from "./parties.ts";
import { strings, versions } from "./texts.ts";

export function issues({ dossier, language }: Given, parties: Parties): IssueFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.issues, "/issues").map(({ data, at }) => {
      const raisedBy = (data.raisedBy ?? []).map((one) => party(one, parties, language));
      const known = raisedBy.filter((one) => one.known);
      return {
        in: plan,
        at,
        id: data.id ?? "",
        plan: plan.data.id ?? "",
        raisedBy,
        raisedByNamed: known.length > 0,
        raisedByGovernment: known.some(({ sector }) => sector === "local-government"),
      };
    }),
  );
}

export function stocktake({ dossier }: Given): StocktakeFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.stocktake, "/stocktake").map(({ data, at }) => ({
      in: plan,
      at,
      plan: plan.data.id ?? "",
      sector: data.sector ?? "",
    })),
  );
}

export function policies({ dossier }: Given): PolicyFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.policies, "/policies").map(({ data, at }) => ({
      in: plan,
      at,
      plan: plan.data.id ?? "",
      level: data.level ?? "",
    })),
  );
}

const digitalKinds = new Set(["platform", "survey", "online-forum"]);
const dialogueKinds = new Set(["forum", "assembly", "workshop", "hearing"]);

export function cocreation({ dossier, day }: Given): CocreationFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.cocreation, "/cocreation").map(({ data, at }) => {
      const start = data.period?.start ?? "";
      return {
        in: plan,
        at,
        id: data.id ?? "",
        plan: plan.data.id ?? "",
        kind: data.kind ?? "",
        digital: digitalKinds.has(data.kind ?? ""),
        dialogue: dialogueKinds.has(data.kind ?? ""),
        start,
        end: data.period?.end ?? "",
        openOrHeld: start <= day,
        residents: data.participants?.residents ?? Number.NaN,
        publicBodies: data.participants?.publicBodies ?? Number.NaN,
        privateCompanies: data.participants?.privateCompanies ?? Number.NaN,
        organisations: data.participants?.organisations ?? Number.NaN,
      };
    }),
  );
}

export function consultations({ dossier }: Given): ConsultationFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.consultations, "/consultations").map(({ data, at }) => ({
      in: plan,
      at,
      plan: plan.data.id ?? "",
      with: data.with ?? "",
      date: data.date ?? "",
    })),
  );
}

export function submissions({ dossier }: Given): SubmissionFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.submissions, "/submissions").map(({ data, at }) => ({
      in: plan,
      at,
      plan: plan.data.id ?? "",
      to: data.to ?? "",
      date: data.date ?? "",
    })),
  );
}

export function comments({ dossier }: Given): CommentFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.submissions, "/submissions").flatMap((submission) =>
      placed(submission.data.comments, `${submission.at}/comments`).map(({ data, at }) => ({
        in: plan,
        at,
        plan: plan.data.id ?? "",
        id: data.id ?? "",
        to: submission.data.to ?? "",
        date: data.date ?? "",
        answered: versions(data.response?.text).length > 0 || (data.response?.readjustment ?? "") !== "",
      })),
    ),
  );
}

export function readjustments({ dossier }: Given): ReadjustmentFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.readjustments, "/readjustments").map(({ data, at }) => ({
      in: plan,
      at,
      id: data.id ?? "",
      plan: plan.data.id ?? "",
      date: data.date ?? "",
      affects: strings(data.affects),
      feedback: data.feedback ?? "",
    })),
  );
}

export function events({ dossier, day }: Given): EventFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.events, "/events").map(({ data, at }) => {
      const [date, status] = [data.date ?? "", data.status ?? ""];
      const { start = "", end = "" } = plan.data.period ?? {};
      return {
        in: plan,
        at,
        id: data.id ?? "",
        plan: plan.data.id ?? "",
        kind: data.kind ?? "",
        date,
        year: date.slice(0, 4),
        status,
        held: status === "held" && date !== "" && date <= day,
        planned: status === "planned" && date !== "" && lies(date, start, end),
        invitedCities: data.invitedCities?.length ?? 0,
      };
    }),
  );
}
