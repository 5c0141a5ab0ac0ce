/*
 * The only script of a report: filters over its long lists. A page is whole without it. It writes no markup, asks nobody and keeps
 * nothing; what a row says is only ever compared. A bar (`partials/filter.html.hbs`) stands right before what it filters and is hidden
 * until this script finds that there is enough to filter.
 */
addEventListener("DOMContentLoaded", () => {
  /** Fewer are seen at a glance. */
  const enough = 8;
  /** How long somebody pauses who has typed a word, in milliseconds: a reader of the screen is told once, not for each letter. */
  const pause = 300;
  /** Letters that Unicode does not take apart. */
  const alike = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", þ: "th", ı: "i", ς: "σ" };

  /** Without capitals, accents, signs that are not seen, and the script that digits are written in. */
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\p{Mn}\p{Cf}\u0640]/gu, "")
      .replace(/[^ -~]/g, (letter) => alike[letter] ?? letter)
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);

  let count = 0;
  const idOf = (element) => (element.id ||= `mc-filter-${++count}`);

  /** What names a list: its own title, else the heading that it stands under. */
  function title(list) {
    const own = list.getAttribute("aria-labelledby");
    if (own) return own;
    let before = list.previousElementSibling;
    while (before && !before.matches("h2, h3, h4")) before = before.previousElementSibling;
    return before ? idOf(before) : "";
  }

  /** Puts a filter to work; gives what shows again whatever it hides around an element. */
  function begin(bar) {
    const list = bar.nextElementSibling;
    // In a template of somebody's own, a bar may stand before nothing.
    if (list === null || bar.dataset.told === undefined) return () => {};
    const isBlocks = list.querySelector(".mc-item, .mc-action") !== null;
    const rows = [...list.querySelectorAll(isBlocks ? ".mc-item, .mc-action" : "tbody > tr")].filter(
      (row) => row.querySelector(".mc-group") === null,
    );
    if (rows.length < enough) return () => {};
    const groups = [...list.querySelectorAll(isBlocks ? ".mc-area, .mc-objective" : ".mc-area, tbody")];
    const [input, button, said] = ["input", "button", "output"].map((name) => bar.querySelector(name));
    const heading = new Map();
    const around = new Map();
    const texts = [];
    let timer;

    /** In the digits of the report. */
    const number = (value) =>
      String(value).replace(/\d/g, (digit) => String.fromCodePoint(bar.dataset.zero.codePointAt(0) + Number(digit)));

    /** Reads the rows, when somebody first asks: a row is found by its own words and by those of the headings that it stands under. */
    function read() {
      for (const group of groups)
        heading.set(group, plain(group.querySelector("h3, h4, .mc-group")?.textContent ?? ""));
      for (const row of rows) {
        const own = groups.filter((group) => group.contains(row));
        around.set(row, own);
        texts.push([...own.map((group) => heading.get(group)), plain(row.textContent)].join(" "));
      }
    }

    function apply() {
      if (texts.length === 0) read();
      const words = plain(input.value).split(/\s+/);
      const fits = (text) => words.every((word) => text.includes(word));
      const left = new Set(groups.filter((group) => fits(heading.get(group))));
      let shown = 0;
      for (const [n, row] of rows.entries()) {
        const isShown = fits(texts[n]);
        row.classList.toggle("mc-out", !isShown);
        if (!isShown) continue;
        shown++;
        for (const group of around.get(row)) left.add(group);
      }
      for (const group of groups) group.classList.toggle("mc-out", !left.has(group));
      button.hidden = input.value === "";
      clearTimeout(timer);
      timer = setTimeout(() => {
        said.textContent = bar.dataset.told.replace("{shown}", number(shown)).replace("{total}", number(rows.length));
      }, pause);
    }

    function clear() {
      input.value = "";
      apply();
    }

    const named = title(list);
    for (const [one, label] of [
      [input, bar.querySelector("label > span")],
      [button, button],
    ])
      one.setAttribute("aria-labelledby", `${idOf(label)} ${named}`.trim());
    input.addEventListener("input", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") clear();
    });
    button.addEventListener("click", () => {
      input.focus();
      clear();
    });
    bar.hidden = false;
    // A browser may bring back what was typed before.
    if (input.value !== "") apply();
    return (element) => {
      if (list.contains(element) && element.closest(".mc-out")) clear();
    };
  }

  const reveals = [...document.querySelectorAll(".mc-filter")].map(begin);
  /** A link never leads to what a filter hides. */
  function reveal(hash) {
    const target = document.getElementById(hash.slice(1));
    if (target) for (const one of reveals) one(target);
    return target;
  }
  document.addEventListener("click", ({ target }) => reveal(target.closest?.('a[href^="#"]')?.hash ?? ""));
  addEventListener("hashchange", () => reveal(location.hash)?.scrollIntoView());
});
