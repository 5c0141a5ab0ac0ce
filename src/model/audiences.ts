/** The audiences that the format counts as marginalised groups. */
export const marginalised: ReadonlySet<string> = new Set([
  "migrants",
  "special-learning-needs",
  "unemployed",
  "low-income",
  "minorities",
  "people-with-disabilities",
]);
