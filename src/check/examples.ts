/** Sound documents, as small as can be, for the examples of rules about the form of documents. */

export const city = `kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`;

export const committee = `kind: committee
version: 1
id: steering
name: Steering committee
type: steering
members:
  - id: ana
    name: Ana Silva
    roles: [focal-point]
    sector: local-government
`;

export const plan = `kind: plan
version: 1
id: plan-2025
title: Lakeside reads
frameworks: [iaec]
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
reporting: { every: 12 }
objectives:
  - id: skills
    title: People can tell news from rumour
    horizon: medium-term
actions:
  - id: labs
    title: Media labs in libraries
    objective: skills
    lead: ana
    start: 2025-03-01
    end: 2026-06-30
    status: in-progress
`;

/** What meets the forms that MIL Cities asks for. */
export const milCity = city.replace("framework: iaec", "framework: mil");

export const milCommittee = `${committee}  - { id: ben, name: Ben Okoye, roles: [member], sector: education }
  - { id: eva, name: Eva Lind, roles: [member], sector: media }
`;

export const milPlan = `${plan.replace("[iaec]", "[mil]")}  - { id: films, title: Films, objective: skills, lead: ben, start: 2025-03-01, ongoing: true, status: planned }
  - { id: radio, title: Radio, objective: skills, lead: eva, start: 2025-03-01, ongoing: true, status: planned }
cocreation: []
readjustment: { strategy: The committee reviews the plan., every: 6 }
`;

export const gnlcCity = city.replace("framework: iaec", "framework: gnlc");

export const gnlcPlan = plan
  .replace("[iaec]", "[gnlc]")
  .replace("actions:", "  - { id: habits, title: Learning is a habit, horizon: long-term }\nactions:");

export const strategyCity = `${city.replace("framework: iaec", "framework: gnlc-strategy").replace("role: member", "role: cluster-member")}    clusters: [{ id: inclusion, role: member }]
`;
