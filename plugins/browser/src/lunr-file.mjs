/** A file of its own, for the few who ask in lunr's language. It brings what it needs of the rest with it. */

import { answer } from "./lunr-syntax.mjs";

/* global EvidenceSearch */
EvidenceSearch.take("lunr", answer);
