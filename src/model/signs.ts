/**
 * Whether a text is made of ordinary signs alone: no control but tab and line feed, nothing that cannot be seen or turns a text around, no
 * surrogate, nothing that is no character. Of these some are right, as the halves of an emoji are; but where there is none, nobody has to look
 * for one of them. Comparing the numbers of signs costs less than half of what an expression does, and this is asked of all that is read.
 */
export function isOrdinary(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x7f ? unit < 0x20 && unit !== 0x0a && unit !== 0x09 : !isOrdinaryBeyond(unit)) return false;
  }
  return true;
}

/** The same of a sign that is none of ASCII; what most texts hold comes first. */
function isOrdinaryBeyond(unit: number): boolean {
  // Latin, Greek, Cyrillic, Hebrew, Arabic and what is written from India to Georgia.
  if (unit < 0x115f) return unit >= 0xa0 && unit !== 0xad && unit !== 0x34f;
  // Dashes, quotation marks, the ellipsis; the marks of direction, which belong to a text.
  if (unit < 0x2028) return unit > 0x200d || (unit > 0x1160 && unit < 0x200b && unit !== 0x180e);
  // Chinese, Japanese, Korean; money, arrows, pictures of one unit.
  if (unit < 0xd800) return unit > 0x206f ? unit !== 0x3164 : unit > 0x202e && unit < 0x2060;
  if (unit < 0xfdd0) return unit > 0xdfff;
  return unit > 0xfdef && unit < 0xfff9 && unit !== 0xfeff && unit !== 0xffa0;
}
