// Starts Decap CMS with our configuration, and tells the author what a saving led to.
(() => {
  "use strict";
  window.CMS_MANUAL_INIT = true;

  // Which window this is: what it saved itself is no change by somebody else. It survives a reload.
  const key = "briefings-window";
  const mine = sessionStorage.getItem(key) || crypto.randomUUID();
  sessionStorage.setItem(key, mine);

  // There is nobody to sign in: whoever has the key works as the one whom Git names.
  if (!localStorage.getItem("decap-cms-user")) {
    localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
  }

  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function say(kind, text, link) {
    const box = document.getElementById("said");
    box.className = kind;
    box.replaceChildren(document.createTextNode(text));
    if (link) {
      const a = document.createElement("a");
      a.href = "check";
      a.target = "_blank";
      a.textContent = link;
      box.append(" ", a);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => { box.hidden = true; });
    box.append(" ", close);
    box.hidden = false;
  }

  function report(answer) {
    if (!answer.commit) {
      say("fine", "Nothing had changed, so nothing was saved.");
      return;
    }
    const errors = answer.problems.filter((problem) => problem.severity === "error").length;
    const warnings = answer.problems.length - errors;
    const found = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")].filter(Boolean);
    const text = `Saved as commit ${answer.commit}.`;
    if (found.length) {
      say(errors ? "error" : "warning", `${text} The check found ${found.join(" and ")}.`, "Read what the check found");
    } else say("fine", `${text} The check found nothing wrong.`);
  }

  const fetched = window.fetch.bind(window);
  window.fetch = async (input, init = {}) => {
    if (String(input && input.url || input) !== "/api/v1") return fetched(input, init);
    const headers = new Headers(init.headers);
    headers.set("X-Briefings-Window", mine);
    let asked = {};
    try { asked = JSON.parse(init.body); } catch { /* not ours */ }
    const saving = asked.action === "persistEntry";
    let response;
    try {
      response = await fetched(input, { ...init, headers });
    } catch (error) {
      if (saving) say("error", "Not saved: briefings edit is not running any more. Start it again and keep this page open.");
      throw error;
    }
    if (saving) {
      const answer = await response.clone().json().catch(() => ({ error: "the answer could not be read." }));
      if (response.ok) report(answer);
      else say("error", `Not saved. ${answer.error}`);
    }
    return response;
  };

  window.addEventListener("load", async () => {
    const config = await (await fetched("config.json")).json();
    // Nothing has to be there to save a draft: what is missing, the check says.
    // And what Decap calls publishing is here a commit: it is published when that reaches the site.
    CMS.registerLocale("plain", {
      editor: {
        editorControl: { field: { optional: "can wait" } },
        editorToolbar: {
          publish: "Save", publishing: "Saving...", published: "Saved", publishNow: "Save",
          publishAndCreateNew: "Save, then begin another", publishAndDuplicate: "Save, then copy",
        },
      },
    });
    CMS.init({ config });
  });
})();
