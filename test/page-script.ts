import { script } from "../src/render/report/templates.build.js";

/** A page without the one script that every report has: whatever script is left in it came from elsewhere. */
export function withoutOwnScript(page: string): string {
  return page.replace(`<script>${script}</script>\n</head>`, "</head>");
}
