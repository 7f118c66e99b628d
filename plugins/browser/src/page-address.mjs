/** The address bar as the memory of the search page: what is asked for, and how far down the reader was. */

const PAUSE = 200;

/**
 * Return the memory of a window.
 *
 * While words are typed, one entry of the history is written over and over; a settled question (a filter, an order,
 * Enter) has an entry of its own, and what was typed on the way to it is forgotten. So Back leads from one settled
 * question to the one before.
 *
 * @param {Window} window
 */
export function addressOf(window) {
  const { history, location } = window;
  let current = read();
  let settled = current;

  /** Return the query of the address, without "?". */
  function read() {
    // After "#" where a browser does not let a page from a folder change its address.
    return location.hash.startsWith("#?") ? location.hash.slice(2) : location.search.slice(1);
  }

  function set(how, query) {
    try {
      history[how]({ top: 0 }, "", location.href.split(/[?#]/)[0] + (query && `?${query}`));
    } catch {
      // On file:// some browsers refuse. On a server they do so only when asked too often: the next time will do.
      if (location.protocol !== "file:") return;
      if (how === "pushState") location.hash = `?${query}`;
      else location.replace(`#?${query}`);
    }
  }

  return {
    read,

    /** Write a query; `settle` gives it an entry of its own. */
    write(query, settle) {
      if (settle && query !== settled) {
        if (current !== settled) set("replaceState", settled);
        set("pushState", query);
      } else if (query !== current) set("replaceState", query);
      current = query;
      if (settle) settled = query;
    },

    /** Call back when the reader goes back or forward to another question. */
    watch(callback) {
      window.addEventListener("popstate", () => {
        const query = read();
        if (query === current) return;
        current = settled = query;
        callback();
      });
      let timer;
      window.addEventListener("scroll", () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(remember, PAUSE);
      });
      // Results arrive after the browser has put the page where it was.
      if ("scrollRestoration" in history) history.scrollRestoration = "manual";
    },

    /** Scroll to where the reader was at this entry of the history. */
    restore() {
      const { top } = history.state || {};
      // At once, even where the page scrolls smoothly.
      if (top !== undefined) window.scrollTo({ top, behavior: "instant" });
    },
  };

  function remember() {
    try {
      history.replaceState({ top: window.scrollY }, "");
    } catch {
      // Then Back leads to the top of the page.
    }
  }
}
