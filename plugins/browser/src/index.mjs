/** The bundle: the engine, and the search page where the page is one. */

import * as engine from "./engine.mjs";
import { start } from "./page.mjs";

export { open, SearchError, take, version } from "./engine.mjs";

if (document.querySelector("[data-search-page]")) start(engine, document);
