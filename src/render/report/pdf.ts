import { paper } from "./html.ts";

/** The page that a browser makes the PDF of: what is said of pages of paper is in its style. */
export default paper;
