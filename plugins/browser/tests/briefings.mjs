/** A small site for tests: a few briefings as people would search them, indexed by the Python half. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, python } from "./folder.mjs";
import { pack, packGaps } from "./small.mjs";

const HASH = "aaaaaa";

/** In the order of publication. `topics` also holds what the field of that name does. */
const ENGLISH = [
  [
    "kinship",
    "Support for kinship carers",
    "Kinship care works when carers get help early.",
    "Children living with relatives",
    ["fostering", "kinship"],
  ],
  [
    "foster-carers",
    "What helps foster carers stay",
    "Fostering lasts where foster carers feel part of the team.",
    "Training, pay and respect for foster carers",
    ["fostering"],
  ],
  [
    "resilience",
    "Building resilience in children looked after",
    "Resilience grows out of steady relationships.",
    "Children in care do better with one steady adult",
    ["care"],
  ],
  [
    "care-leavers",
    "Care leavers in Wales",
    "Stay in touch with care leavers after they move on.",
    "Housing, money and work for young people leaving care in Wales",
    ["care"],
  ],
  [
    "dementia",
    "Living well with dementia at home",
    "Ask what the person likes to do, then do it together.",
    "Dementia and memory loss: 7 ideas for home care",
    ["ageing"],
  ],
  [
    "safeguarding",
    "Safeguarding adults: making it personal",
    "Safeguarding starts with what the person wants.",
    "Safeguarding enquiries that listen",
    ["safeguarding"],
  ],
  [
    "supervision",
    "Supervision that keeps workers well",
    "Give each worker an hour of supervision each month.",
    "Reflective supervision in teams",
    ["workforce"],
  ],
  [
    "lac-health",
    "Health checks for LAC",
    "Book the health check in the first month.",
    "What nurses told us",
    ["care", "health"],
  ],
  [
    "e-mail",
    "E-mail and social workers",
    "Answer e-mail once a day.",
    "Digital work, naïve plans and café meetings",
    ["workforce"],
  ],
  ["disputes", "When neighbours fall out", "Talk early.", "Old quarrels go on festering", ["law"]],
  ["lacking", "Lacking a quiet room", "Where a room is lacking, walk.", "What is lacking", ["workforce"]],
  [
    "reading",
    "A reading list",
    "Borrow a book.",
    "On supervision, on workers, on the month of May and on memory",
    ["law"],
  ],
  [
    "well-being",
    "Well-being and the Act",
    "Write down what matters to the person.",
    "The Social Services and Well-being (Wales) Act",
    ["law"],
  ],
];

const WELSH = [
  ["plant", "Gwaith gyda phlant", "Gwrandewch ar blant a'u teuluoedd.", "Mae fy mhlant yn hapus", ["plant"]],
  [
    "maeth",
    "Cefnogi gofalwyr maeth",
    "Mae gofalwyr maeth yn aros pan fydd cefnogaeth.",
    "Maethu yng Nghymru",
    ["maethu"],
  ],
  ["tai", "Tŷ a chartref", "Dechreuwch yn y tŷ.", "Byw mewn tŷ diogel", ["tai"]],
];

const TOPICS = [
  ["children", "Children", -1],
  ["fostering", "Fostering", 0],
  ["kinship", "Kinship care", 1],
  ["care", "Looked after children", 0],
  ["ageing", "Ageing", -1],
  ["safeguarding", "Safeguarding", -1],
  ["workforce", "Workforce", -1],
  ["law", "Law", -1],
  ["health", "Health", -1],
  ["plant", "Plant", 0],
  ["maethu", "Maethu", 0],
  ["tai", "Tai", -1],
];

const SYNONYMS = {
  en: [
    ["looked after children", "children looked after", "children in care", "LAC", "CLA"],
    ["care leavers", "leaving care"],
    ["dementia", "memory loss"],
    ["unheard of", "in no document"],
  ],
  cy: [["gofalwyr maeth", "rhieni maeth"]],
};

const DETAILS = {
  address: "{}.html",
  labels: {
    kind: { research: "Research" },
    applies: { yes: "Applies", partly: "Applies in part" },
    nation: { wales: "Wales", england: "England" },
    base: { synthesis: "Several studies together" },
  },
  months: "January February March April May June July August September October November December".split(" "),
  facets: [
    { name: "topic", label: "Topic", match: "any", open: true, hash: HASH },
    { name: "rating", label: "Rating", match: "least", open: false, hash: HASH },
    { name: "reviewed", label: "Review", match: "due", open: false, hash: HASH },
  ],
};

/** Days from 2000-01-01 to 2026-12-01. */
const TODAY = 9831;

/** Write the small site and return its folder. */
export function smallSite() {
  const folder = newFolder();
  const rows = [...ENGLISH.map((row) => [...row, "en"]), ...WELSH.map((row) => [...row, "cy"])];
  const documents = rows.map(([id, title, message, summary, topics, language]) => ({
    id,
    language,
    fields: {
      title: [[title, language]],
      messages: [
        ["The bottom line.", "en"],
        [message, language],
      ],
      summary: [[summary, language]],
      topics: topics.map((topic) => [TOPICS.find(([name]) => name === topic)[1], language]),
      body: [[`More of ${title} stands here.`, language === "en" ? "en" : "cy"]],
      sources: [["A study of practice", "en"]],
    },
  }));
  const sorted = rows.map(([, title], number) => [title, number]).sort(([a], [b]) => (a < b ? -1 : 1));
  const more = {
    ...DETAILS,
    cards: [4, 2, HASH.repeat(Math.ceil(rows.length / 8))],
  };
  python(
    "tests/browser_code/indexes.py",
    ["given", folder],
    JSON.stringify({ documents, synonyms: SYNONYMS, more: { en: more, cy: more } })
  );
  for (const language of ["en", "cy"]) {
    const write = (name, value) => {
      const call = `EvidenceSearch.take(${JSON.stringify(`${language}/${name}`)},${JSON.stringify(value)});\n`;
      const below = join(folder, "search", language);
      mkdirSync(below, { recursive: true });
      writeFileSync(join(below, `${name}-${HASH}.js`), call);
    };
    const cards = rows.map(([id, title, message, , , own]) => {
      const said = (text) => (own === language ? text : [text, own]);
      const applies = { wales: "yes", england: "partly" };
      return [
        id,
        said(title),
        said("The bottom line."),
        [said("First of all."), said(message)],
        "research",
        "synthesis",
        applies,
        "2026-11-21",
        "2027-11-21",
        4,
        own,
      ];
    });
    for (let number = 0; number * 4 < cards.length; number++)
      write(`c${number}`, cards.slice(number * 4, number * 4 + 4));
    write("sort-title", pack(sorted.map(([, number]) => number)));
    const having = (topic) => rows.flatMap(([, , , , topics], number) => (topics.includes(topic) ? [number] : []));
    const below = (topic) =>
      TOPICS.filter(([, , parent]) => parent >= 0 && TOPICS[parent][0] === topic).flatMap(([name]) => [
        ...having(name),
        ...below(name),
      ]);
    write("facet-topic", {
      values: TOPICS,
      documents: TOPICS.map(([topic]) => packGaps(having(topic).filter((number) => !below(topic).includes(number)))),
    });
    write("facet-rating", {
      values: [
        ["strong", "Strong", -1, 3],
        ["fair", "Fair", -1, 2],
        ["weak", "Weak", -1, 1],
        ["none", "Not rated", -1, null],
      ],
      documents: [[0, 3], [1, 5], [2, 9], [4]].map(packGaps),
    });
    write("facet-reviewed", {
      values: [
        ["on-time", "On time"],
        ["overdue", "Overdue"],
      ],
      dates: pack(rows.map((_, number) => TODAY + (number % 3) - 1)),
    });
  }
  // The manifests name what was written here besides.
  for (const language of ["en", "cy"]) named(folder, language);
  return folder;
}

/** Add the order by title to a manifest: its other tables come from Python. */
function named(folder, language) {
  const path = join(folder, "search", language, "manifest.js");
  const text = readFileSync(path, "utf-8");
  writeFileSync(path, text.replace('"tables":{', `"tables":{"sort-title":"${HASH}",`));
}
