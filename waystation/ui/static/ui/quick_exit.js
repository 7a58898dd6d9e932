// Leaves at once: hides the page, then replaces it, so that Back does not return here. The link works without this file.
(() => {
  const exit = () => document.querySelector("[data-exit]");
  if (!exit()) return;
  let left = false;
  let shifts = [];

  const hide = () => { document.body.hidden = true; document.title = "\u200b"; };
  const leave = () => {
    left = true;
    hide();
    document.dispatchEvent(new CustomEvent("waystation:left"));
    location.replace(exit().href);
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-exit]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { shifts = []; return; }
    if (event.repeat) return;
    shifts = [...shifts.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
    if (shifts.length >= 3) leave();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted && left) leave(); });

  // In the sensitive section every step replaces the one before, so that Back never walks through it.
  if (!document.body.hasAttribute("data-sensitive")) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.hasAttribute("download") || link.target) return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin || (to.hash && to.pathname === location.pathname)) return;
    event.preventDefault();
    location.replace(to.href);
  });

  // A form that is sent puts its answer in the place of this page, and no new entry into the history. The exit works on
  // without a gap: this script stays, and only what it watches over is another page.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target || "plain" in form.dataset) return;
    event.preventDefault();
    const sent = new FormData(form);
    if (event.submitter?.name) sent.append(event.submitter.name, event.submitter.value);
    document.body.setAttribute("aria-busy", "true");
    try {
      const text = await (await fetch(form.action, { method: "POST", body: sent })).text();
      if (left) return;
      const answer = new DOMParser().parseFromString(text, "text/html");
      document.title = answer.title;
      document.documentElement.lang = answer.documentElement.lang;
      document.documentElement.dir = answer.documentElement.dir;
      document.body.replaceWith(document.adoptNode(answer.body));
      document.querySelector("[autofocus]")?.focus();
      scrollTo(0, 0);
    } catch {
      form.dataset.plain = "yes"; // the connection broke: let the browser send it and say what is wrong
      form.requestSubmit(event.submitter);
    }
  });
})();
