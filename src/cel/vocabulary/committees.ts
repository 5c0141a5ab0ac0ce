import type * as Fact from "../../model/facts.ts";
import { lists, period, stated, type, type Type } from "./fields.ts";

/** What stands in the documents of committees. */
export const COMMITTEES: Record<string, Type> = {
  Committee: type<Fact.CommitteeFact>(
    "A committee.",
    {
      string: { id: "Its id.", type: "`steering`, `executive`, `research` or `advisory`." },
      double: { seats: "How many members it has whose terms run." },
    },
    {
      name: stated("string", "/name", "Its name, in the first language that it is given in."),
      established: stated("string", "/established", "The day it was set up."),
      mandate: stated("string", "/mandate", "Its mandate, in the first language that it is given in."),
      ...lists({
        members: "Its members.",
        meetings: "Its meetings.",
        researchTeams: "Its research team, as a list of one or none.",
        studies: "The studies of that team.",
      }),
    },
  ),
  Member: type<Fact.MemberFact>(
    "A member of a committee.",
    {
      string: {
        id: "The member's id.",
        name: "The member's name.",
        committee: "The id of the committee.",
        committeeType: "The type of the committee.",
        sector: "The sector that the member comes from.",
        gender: "`woman`, `man`, `non-binary` or `undisclosed`.",
        start: "The first day of the term.",
        end: "The last day of the term.",
      },
      bool: { current: "Whether the term includes the day of assessment, or none is stated." },
      "list<string>": {
        roles: "The member's roles, such as `focal-point` and `chair`.",
        responsibilities: "What the member answers for, each in its first language.",
        expertise: "What the member is expert in: every language, in small letters.",
        represents: "The audiences that the member speaks for.",
      },
    },
    {
      term: period("The term."),
      email: stated("string", "/email", "The member's e-mail address."),
      phone: stated("string", "/phone", "The member's telephone number."),
      organisation: stated("string", "/organisation", "The organisation, in the first language that it is given in."),
    },
  ),
  ResearchTeam: type<Fact.ResearchTeamFact>("A committee's research team.", {
    string: {
      committee: "The id of the committee.",
      committeeType: "The type of the committee.",
      lead: "The id of the member who leads it.",
    },
    bool: { leadIsCurrent: "Whether that is a member whose term runs." },
    double: { documentation: "How many pieces of evidence document how the plan came about." },
  }),
  Study: type<Fact.StudyFact>("A study of a research team.", {
    string: {
      id: "Its id.",
      kind: "`impact`, `needs`, `cost-benefit` or `baseline`.",
      status: "`planned`, `in-progress` or `completed`.",
    },
    bool: { hasEvidence: "Whether it has evidence." },
  }),
  Meeting: type<Fact.MeetingFact>("A meeting of a committee.", {
    string: {
      id: "Its id.",
      committee: "The id of the committee.",
      committeeType: "The type of the committee.",
      type: "`steering`, `executive`, `assembly` or `public`.",
      date: "Its day.",
      year: "The year of its day.",
      status: "`planned`, `held` or `cancelled`.",
    },
    bool: {
      held: "Whether its status is `held` and its day has come.",
      online: "Whether it takes place online.",
      minuted: "Whether it has minutes.",
    },
    double: {
      members: "How many members' terms included its day.",
      decisions: "How many decisions it took.",
    },
    "list<string>": {
      topics: "Its topics, such as `plan` and `funding`.",
      attendance: "The ids of the members who came.",
    },
  }),
};
