import { type Body, firstNumbering } from "./body.ts";
import { declaration, escaped } from "./xml.ts";

/** What a document says of itself. */
export interface About {
  title: string;
  language: string;
  isRightToLeft: boolean;
  /** The heading of the table of contents. */
  contents: string;
  /** The day of assessment: a document of the same report is the same bytes, whenever it is made. */
  day: string;
  tool: string;
}

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** The parts of a document by their paths. */
export function partsOf(body: Body, about: About): Map<string, string> {
  return new Map(
    [
      ["[Content_Types].xml", contentTypes()],
      [
        "_rels/.rels",
        relations([
          ["rId1", `${office}/officeDocument`, "word/document.xml"],
          ["rId2", `${packages}/relationships/metadata/core-properties`, "docProps/core.xml"],
          ["rId3", `${office}/extended-properties`, "docProps/app.xml"],
        ]),
      ],
      ["docProps/core.xml", core(about)],
      [
        "docProps/app.xml",
        `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>milcity</Application></Properties>`,
      ],
      ["word/document.xml", document(body, about)],
      ["word/styles.xml", styles(about)],
      ["word/numbering.xml", numbering(body)],
      ["word/settings.xml", settings(about)],
      ["word/footer1.xml", footer(about)],
      [
        "word/_rels/document.xml.rels",
        relations([
          ["rId1", `${office}/styles`, "styles.xml"],
          ["rId2", `${office}/numbering`, "numbering.xml"],
          ["rId3", `${office}/settings`, "settings.xml"],
          ["rId4", `${office}/footer`, "footer1.xml"],
          ...body.links.map((url, n): Relation => [`rId${100 + n}`, `${office}/hyperlink`, url, "External"]),
        ]),
      ],
    ].map(([path, xml]) => [path, `${declaration}${xml}\n`] as [string, string]),
  );
}

function contentTypes(): string {
  const parts = [
    ["/word/document.xml", `${types}.document.main+xml`],
    ["/word/styles.xml", `${types}.styles+xml`],
    ["/word/numbering.xml", `${types}.numbering+xml`],
    ["/word/settings.xml", `${types}.settings+xml`],
    ["/word/footer1.xml", `${types}.footer+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
    ["/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
  ];
  const own = parts.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`).join("");
  return `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${own}</Types>`;
}

type Relation = [id: string, type: string, target: string, mode?: "External"];

function relations(all: Relation[]): string {
  const each = all.map(
    ([id, type, target, mode]) =>
      `<Relationship Id="${id}" Type="${type}" Target="${escaped(target)}"${mode ? ` TargetMode="${mode}"` : ""}/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${each.join("")}</Relationships>`;
}

function core({ title, language, day, tool }: About): string {
  const time = `<dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:modified>`;
  return `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(tool)}</dc:creator><cp:lastModifiedBy>${escaped(tool)}</cp:lastModifiedBy>${time}<dc:language>${escaped(language)}</dc:language></cp:coreProperties>`;
}

const field = (instruction: string, shown: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

function document({ xml, headings }: Body, about: About): string {
  const all = xml.split("\n");
  const hasTitle = all[0]?.includes(`"Heading1"`) === true;
  if (hasTitle) all[0] = (all[0] ?? "").replace(`"Heading1"`, `"Title"`);
  // The table of contents comes after the cover and before all that it lists.
  const first = all.findIndex((block) => block.includes(`"Heading2"`));
  const listed = hasTitle ? headings.slice(1) : headings;
  const blocks = first < 0 ? all : [...all.slice(0, first), contents(listed, about), ...all.slice(first)];
  const direction = about.isRightToLeft ? "<w:bidi/>" : "";
  const section = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1020" w:bottom="1247" w:left="1020" w:header="567" w:footer="567" w:gutter="0"/>${direction}</w:sectPr>`;
  return `<w:document xmlns:w="${word}" xmlns:r="${office}"><w:body>\n${blocks.join("\n")}\n${section}</w:body></w:document>`;
}

/** A field that Word brings up to date when asked, and until then the headings as links. */
function contents(headings: Body["headings"], { contents: name, isRightToLeft }: About): string {
  const listed = headings.filter(({ level }) => level <= 3);
  const bidi = isRightToLeft ? "<w:bidi/>" : "";
  const begin = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "2-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`;
  const end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const lines = listed.map(({ level, runs, bookmark }, n) => {
    const entry = `<w:hyperlink w:anchor="${bookmark}" w:history="1">${runs}</w:hyperlink>`;
    return `<w:p><w:pPr><w:pStyle w:val="TOC${level}"/>${bidi}</w:pPr>${n === 0 ? begin : ""}${entry}${n === listed.length - 1 ? end : ""}</w:p>`;
  });
  if (lines.length === 0) return "";
  return `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/>${bidi}</w:pPr><w:r><w:t>${escaped(name)}</w:t></w:r></w:p>\n${lines.join("\n")}</w:sdtContent></w:sdt>`;
}

function footer({ isRightToLeft }: About): string {
  const bidi = isRightToLeft ? "<w:bidi/>" : "";
  return `<w:ftr xmlns:w="${word}"><w:p><w:pPr><w:pStyle w:val="Footer"/>${bidi}<w:jc w:val="center"/></w:pPr>${field("PAGE", "1")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>${field("NUMPAGES", "1")}</w:p></w:ftr>`;
}

function settings({ language }: About): string {
  return `<w:settings xmlns:w="${word}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${escaped(language)}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>`;
}

function styles({ language, isRightToLeft }: About): string {
  const lang = escaped(language);
  const tongue = `<w:lang w:val="${lang}" w:eastAsia="${lang}" w:bidi="${lang}"/>`;
  const size = (points: number) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
  const paragraph = (id: string, name: string, p: string, r: string, based = "Normal", next = "Normal") =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${based}"/><w:next w:val="${next}"/><w:qFormat/><w:pPr>${p}</w:pPr><w:rPr>${r}</w:rPr></w:style>`;
  const heading = (level: number, points: number, before: number) =>
    paragraph(
      `Heading${level}`,
      `heading ${level}`,
      `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="80"/><w:outlineLvl w:val="${level - 1}"/>`,
      `<w:b/><w:bCs/><w:color w:val="1C4A6E"/>${size(points)}`,
    );
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>`;
  return `<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>${size(11)}${tongue}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>${isRightToLeft ? "<w:pPr><w:bidi/></w:pPr>" : ""}</w:style>`,
    `<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>`,
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    paragraph("Title", "Title", `<w:spacing w:after="240"/>`, `<w:b/><w:bCs/><w:color w:val="1C4A6E"/>${size(26)}`),
    heading(1, 20, 480),
    heading(2, 18, 480),
    heading(3, 14, 320),
    heading(4, 12, 240),
    heading(5, 11, 200),
    heading(6, 11, 200),
    paragraph(
      "TOCHeading",
      "TOC Heading",
      `<w:keepNext/><w:spacing w:before="240" w:after="80"/>`,
      `<w:b/><w:bCs/>${size(14)}`,
    ),
    paragraph("TOC2", "toc 2", `<w:spacing w:after="40"/>`, ""),
    paragraph("TOC3", "toc 3", `<w:spacing w:after="20"/><w:ind w:start="360"/>`, size(10)),
    paragraph("ListText", "List Paragraph", `<w:spacing w:after="60"/>`, "", "Normal", "ListText"),
    paragraph("Quote", "Quote", `<w:ind w:start="567" w:end="567"/>`, "<w:i/><w:iCs/>"),
    paragraph(
      "Code",
      "Code",
      `<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>`,
      `<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>${size(10)}`,
    ),
    paragraph("Rule", "Rule", `<w:pBdr>${line("bottom")}</w:pBdr>`, ""),
    paragraph(
      "TableText",
      "Table Text",
      `<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>`,
      size(9),
    ),
    paragraph("TableHead", "Table Head", "<w:keepNext/>", "<w:b/><w:bCs/>", "TableText", "TableText"),
    paragraph("AfterTable", "After Table", `<w:spacing w:after="0" w:line="160" w:lineRule="exact"/>`, ""),
    paragraph("Footer", "footer", "", size(9)),
    `<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1C4A6E"/><w:u w:val="single"/></w:rPr></w:style>`,
    `<w:style w:type="character" w:styleId="CodeText"><w:name w:val="Code Text"/><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/></w:rPr></w:style>`,
    `<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${line("top")}${line("bottom")}${line("insideH")}</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr></w:tblStylePr></w:style>`,
  ].join("\n")}</w:styles>`;
}

const depths = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** Bullets are one numbering; each ordered list is one of its own, so that it begins where it says. */
function numbering({ numbered }: Body): string {
  const level = (form: string, text: (depth: number) => string) =>
    depths
      .map(
        (depth) =>
          `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${form}"/><w:lvlText w:val="${text(depth)}"/><w:lvlJc w:val="start"/><w:pPr><w:ind w:start="${(depth + 1) * 360}" w:hanging="360"/></w:pPr></w:lvl>`,
      )
      .join("");
  const abstract = (id: number, levels: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels}</w:abstractNum>`;
  const own = numbered.map((first, n) => {
    const starts = depths.map(
      (depth) =>
        `<w:lvlOverride w:ilvl="${depth}"><w:startOverride w:val="${Math.min(first, 32_767)}"/></w:lvlOverride>`,
    );
    return `<w:num w:numId="${firstNumbering + n}"><w:abstractNumId w:val="2"/>${starts.join("")}</w:num>`;
  });
  return `<w:numbering xmlns:w="${word}">${abstract(
    1,
    level("bullet", () => "•"),
  )}${abstract(
    2,
    level("decimal", (depth) => `%${depth + 1}.`),
  )}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>${own.join("")}</w:numbering>`;
}
