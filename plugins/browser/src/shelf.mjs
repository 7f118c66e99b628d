/**
 * Where the reader's list is kept: this browser's local storage, which may be blocked, full, or hold what we cannot
 * read. Whatever happens, the list in memory has all that was typed, and `trouble` says what is wrong.
 */

import { emptyList, readList } from "./reading-list.mjs";

const OURS = "briefings-";
const KEY = `${OURS}list`;
const ASIDE = `${OURS}list-aside-`;
const PROBE = `${OURS}probe`;

const FULL = "QuotaExceededError";
const isFull = (error) => error?.name === FULL || error?.name === "NS_ERROR_DOM_QUOTA_REACHED";

/** Put a text that cannot be read out of the way, under the first free name. Raises what the storage raises. */
function setAside(storage, text) {
  let number = 1;
  while (storage.getItem(ASIDE + number) !== null) number += 1;
  // Removed first: there may be no room for it twice.
  storage.removeItem(KEY);
  try {
    storage.setItem(ASIDE + number, text);
  } catch (error) {
    storage.setItem(KEY, text);
    throw error;
  }
}

/** Return the shelf of a storage; `reach` returns the storage, or raises. */
export function shelfOf(reach) {
  const shelf = {
    list: emptyList(),
    /** null, "blocked" or "full": why the last change was not kept, or why none will be. */
    trouble: null,
    /** Whether the list in memory has something that is not kept. */
    unkept: false,
    /** What is kept but can neither be read nor be put aside, or null: it must not be written over. */
    stuck: null,

    /** Read the list again, unless there is something in memory that is not kept. */
    read() {
      if (shelf.unkept) return;
      shelf.stuck = null;
      try {
        const storage = reach();
        const text = storage.getItem(KEY);
        const { list, whole } = readList(text);
        if (!whole) {
          shelf.stuck = text;
          setAside(storage, text);
          shelf.stuck = null;
          if (Object.keys(list.items).length) storage.setItem(KEY, JSON.stringify(list));
        }
        shelf.list = list;
        shelf.trouble = null;
      } catch (error) {
        shelf.list = emptyList();
        shelf.trouble = isFull(error) ? "full" : "blocked";
      }
    },

    /** Find out whether anything can be kept at all, before somebody types. */
    probe() {
      shelf.read();
      if (shelf.trouble) return;
      try {
        reach().setItem(PROBE, "1");
        reach().removeItem(PROBE);
      } catch (error) {
        shelf.trouble = isFull(error) ? "full" : "blocked";
      }
    },

    /** Change the list with `how`, and keep it; return whether it is kept. Another tab's changes are taken first. */
    change(how) {
      shelf.read();
      how(shelf.list);
      try {
        if (shelf.stuck !== null) throw Object.assign(new Error(KEY), { name: FULL });
        reach().setItem(KEY, JSON.stringify(shelf.list));
        shelf.trouble = null;
        shelf.unkept = false;
      } catch (error) {
        shelf.trouble = isFull(error) ? "full" : "blocked";
        shelf.unkept = true;
      }
      return !shelf.unkept;
    },

    /** Return the texts that were put aside because they could not be read, by name. */
    asides() {
      const names = shelf.names().filter((name) => name.startsWith(ASIDE) || (shelf.stuck !== null && name === KEY));
      return names.map((name) => [name, reach().getItem(name)]);
    },

    /** Return the names of all that this site keeps here. */
    names() {
      try {
        const storage = reach();
        const names = Array.from({ length: storage.length }, (_, place) => storage.key(place));
        return names.filter((name) => name?.startsWith(OURS)).sort();
      } catch {
        return [];
      }
    },

    /** Forget everything; return the names of what there was. Raises what the storage raises. */
    clear() {
      const names = shelf.names();
      for (const name of names) reach().removeItem(name);
      shelf.list = emptyList();
      shelf.unkept = false;
      shelf.stuck = null;
      return names;
    },
  };
  return shelf;
}

/** Whether a storage event is about the list. */
export const isAboutList = (event) => event.key === null || event.key === KEY;

/** Return today as this reader's calendar has it: 2026-11-21. */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
