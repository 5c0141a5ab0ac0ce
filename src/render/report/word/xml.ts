/** What XML 1.0 cannot hold is left out; the rest is escaped, in texts and attributes alike. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
