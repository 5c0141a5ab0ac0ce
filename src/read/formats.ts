/** The formats that the schemas use. Each is linear and does not depend on the clock, the locale or the version of Node. */

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A real day, `2026-03-31`. */
export function date(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= days;
}

/** An absolute address that a browser can open. */
export function uri(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:[^\s\\]+$/i.test(text) &&
    URL.canParse(text) &&
    new URL(text).hostname !== "" &&
    !/^https?:(?!\/\/)/i.test(text)
  );
}

export function email(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\".]+(?:\.[^\s@<>()[\],;:\\".]+)+$/.test(text);
}
