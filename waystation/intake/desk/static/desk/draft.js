// Keeps the form of a call as a sealed draft while it is typed, and saves it with Ctrl+Enter.
(() => {
  const form = document.querySelector("[data-draft]");
  if (!form) return;
  const said = form.querySelector("[data-kept]");
  const known = form.querySelector("[data-known]");
  const PAUSE = 800;
  let waiting = null;
  let leaving = false;

  const keep = async () => {
    waiting = null;
    if (leaving) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      said.textContent = said.dataset.kept;
      known.textContent = state.earlier ? known.dataset.known : "";
    } catch {
      said.textContent = said.dataset.lost;
      later(5000);
    }
  };
  const later = (pause) => { if (waiting === null) waiting = setTimeout(keep, pause); };

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.querySelector("[name=save]").click(); }
  });
  form.querySelector("input:not([type=hidden])")?.focus();
})();
