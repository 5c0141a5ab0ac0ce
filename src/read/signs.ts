// One expression for all: each unit of a text costs the same time, however many signs are looked for.
const odd =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff]/;

/**
 * Whether a text is made of ordinary signs alone: no control but tab and line feed, nothing that cannot be seen or turns a text around, no
 * surrogate, nothing that is no character. Of these some are right, as the halves of an emoji are; but where there is none, nobody has to
 * look for one of them.
 */
export const isOrdinary = (text: string): boolean => !odd.test(text);
