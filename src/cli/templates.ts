/** The reports that there are. */
export const templates = [
  {
    id: "biennial",
    title: "The report of a period, for every network the city belongs to",
    formats: ["html", "markdown", "pdf", "docx"],
  },
];
