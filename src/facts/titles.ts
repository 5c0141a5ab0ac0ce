/** What a plan is called everywhere, in the languages of the networks: none of it makes a title one's own. */
const phrases = [
  "行动计划",
  "行動計画",
  "行動計劃",
  "学习型城市",
  "实行计划",
  "実行計画",
  "아크션 플랜",
  "실행 계획",
  "행동 계획",
];

const common = [
  "action actions plan plans programme program strategy strategic draft final version annual biennial year years two",
  "learning educating city cities town municipal municipality local the a an of for in and on to our by",
  "mil media information literacy gnlc iaec unesco network global",
  "plano planos acao acoes acção estrategia estrategico programa cidade cidades aprendizagem educadora educadoras",
  "aprendente municipio do da dos das o os as e para no na em",
  "accion acciones estrategico ciudad ciudades aprendizaje educadora del de la las el los y en municipal ayuntamiento",
  "d l action actions ville villes apprenante apprenantes educatrice educatrices strategie programme du des le les et pour",
  "pla accio accions ciutat ciutats educadora per i",
  "piano azione azioni citta educativa apprendimento strategia programma di del della delle il lo gli e per",
  "aktionsplan massnahmenplan maßnahmenplan handlungsplan strategie stadt lernende lernenden der die das den und fur",
  "план планы действий мероприятий стратегия программа город города обучающийся обучающегося и на",
  "خطة خطه العمل عمل مدينة المدينة مدينه المدينه التعلم",
];

interface Stock {
  words: ReadonlySet<string>;
  phrases: readonly string[];
}

const stockOf = (lines: readonly string[], all: readonly string[]): Stock => ({
  words: new Set(bare(lines.join(" ")).split(" ")),
  phrases: all.map(bare),
});

let ofLatin: Stock | undefined;
let ofAll: Stock | undefined;

/** The same, as titles are compared; made when a title is first asked about. What is written in Latin letters meets no word of another script. */
function stock(isLatin: boolean): Stock {
  if (isLatin) return (ofLatin ??= stockOf(common.filter(isLatinText), []));
  return (ofAll ??= stockOf(common, phrases));
}

// Basic Latin to Latin Extended-B.
const isLatinText = (text: string) => /^[\x20-\u024f]*$/.test(text);

/** Letters and digits alone, without accents and in lower case. */
export function bare(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  if (!isLatinText(text)) return bareOfAnyScript(text);
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase()
    .replace(/[^0-9a-z\u00df-\u00f6\u00f8-\u02af\u02bc\u03bc\u2c65\u2c66]+/g, " ")
    .trim();
}

/** The same of any text. Asking for the properties of characters takes V8 longer than all else that titles need. */
export function bareOfAnyScript(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function without(text: string, phrase: string): string {
  return phrase === "" ? text : ` ${text} `.split(` ${phrase} `).join(" ").trim();
}

// No digit but these is left of a text in Latin letters.
const isNumber = (word: string) => (isLatinText(word) ? /^[0-9]+$/.test(word) : /^\p{N}+$/u.test(word));

function isOwn(title: string, cities: readonly string[]): boolean {
  let rest = bare(title);
  for (const city of cities) rest = without(rest, bare(city));
  const { words, phrases: several } = stock(isLatinText(rest));
  for (const phrase of several) if (rest.includes(phrase)) rest = rest.split(phrase).join(" ");
  return rest.split(" ").some((word) => word !== "" && !isNumber(word) && !words.has(word));
}

/** Whether a plan has a title of its own in some language, and none of its titles is longer than 80 characters. */
export function hasOwnTitle(titles: readonly string[], cities: readonly string[]): boolean {
  return titles.every((title) => Array.from(title).length <= 80) && titles.some((title) => isOwn(title, cities));
}
