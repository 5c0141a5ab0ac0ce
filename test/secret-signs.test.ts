/** The signs by which a text is known to hold no secret: they are quick, and say what signs written out plainly say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretIn, secretSign } from "../src/check/private.ts";

// One alternative for each beginning, as it is read.
const exact =
  /-----BEGIN|(?:gh[opusr]|sk|rk|whsec|npm|pat|hf|v1|shp[a-z]{2})_|(?:gl[a-z]{2,4}|xox[a-z]|pypi|(?<![A-Za-z0-9])sk|key)-|A(?:KIA|SIA|BIA|CCA|Iza|TATT|C[a-f0-9])|SK[a-f0-9]|GOCSPX|ya29|SG\.|:AA|eyJ|AccountKey|:\/\/[^\s/]{1,64}:/;
const inAnyCase = /aws_?se|hooks\.s|passw(?:or)?d["'\s:=]|(?:api|secret)[_-]?key|(?:access|auth)[_-]?token/i;
const isPlainly = (text: string) => exact.test(text) || inAnyCase.test(text);

// Whole signs, signs that lack a letter, and what may stand around them.
const fragments =
  `-----BEGIN ----BEGIN BEGIN - -- ghp_ ghp gho_ gha_ sk_ sk rk_ rk whsec_ npm_ pat_ hf_ v1_ v1 shp shpat_ shpa_ _ gl glpat- glpat gldtx-
  glabcde- xox xoxb- xoxb pypi- pypi sk- desk- SK- key- key A KIA AKIA ASIA ABIA ACCA AIza ATATT AC ACa AC0 ACg SK SKf SKg GOCSPX GOCSP X
  ya29 ya2 9 SG. SG G. : :AA AA eyJ ey J Ey AccountKey Account Key ccountKey :// / //a a:b ://ana: ://a/b: aws aws_ aws_se awsse se hooks.s
  hooks .s hook s.s passw password passwd passwords ord d " ' = PASSWORD: api api_ api-key apikey secret secret- secretkey k ey access
  access_token access token auth auth-tok en w W K \u212a a Z 0 é 日 😀 .`.split(/\s+/);

const texts = fc
  .array(fc.constantFrom(" ", "\n", ...fragments), { maxLength: 12 })
  .chain((parts) => fc.boolean().map((shouts) => (shouts ? parts.join("").toUpperCase() : parts.join(""))));

describe("a sign of a secret", () => {
  it("is seen wherever it is written out plainly, and nowhere else", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(secretSign.test(text)).toBe(isPlainly(text));
      }),
      { seed: 20261130, numRuns: 20_000 },
    );
  });

  it.each([...new Set(fragments)])("is seen, or not, in %j with any letter before and behind", (fragment) => {
    const around = ["", " ", "a", "Z", "0", "-", "_", ":", "é"];
    for (const text of around.flatMap((before) => around.map((behind) => before + fragment + behind)))
      expect([text, secretSign.test(text)]).toEqual([text, isPlainly(text)]);
  });

  it.each(["help-desk-12", "lines and passwords in Ribeira", "task-2", "a mask-"])("is not in %j", (text) => {
    expect(secretSign.test(text)).toBe(false);
  });

  it.each(["password: ", "passwd= ", "'PassWord' : ", 'password"=', "password\n:"])(
    "is in %j, and what follows is found",
    (before) => {
      expect(secretIn(`${before}${"hunter2".repeat(3)}`)).toBeDefined();
    },
  );
});
