/** The edge to the browser: its scripts, addresses, language and day. Nothing else here touches the document. */

/** The folder above the one this script was loaded from: the site's root. Known only while the script first runs. */
const root = document.currentScript && document.currentScript.src ? new URL("..", document.currentScript.src).href : "";

/**
 * Load and run a script. See `makeLoader`.
 *
 * @param {string} address
 * @param {() => void} ended
 * @returns {HTMLScriptElement}
 */
export function insertScript(address, ended) {
  const script = document.createElement("script");
  script.async = true;
  script.src = address;
  script.onload = script.onerror = () => {
    script.remove();
    ended();
  };
  document.head.appendChild(script);
  return script;
}

/** Return the script that is running. */
export const runningScript = () => document.currentScript;

/**
 * Return the address of the site's root, with a slash at its end.
 *
 * @param {string} [base]  as a page gives it, relative to itself; without it, found from the address of this script
 */
export function rootOf(base) {
  const given = (base === undefined ? root : base) || ".";
  return new URL(given.endsWith("/") ? given : given + "/", document.baseURI).href;
}

/** Return the language of the page, "en" if it says none. */
export const pageLanguage = () => document.documentElement.lang.slice(0, 2).toLowerCase() || "en";

/** Return the reader's own day, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
