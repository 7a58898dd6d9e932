// Asks the server how far the work is, once a second, and opens the next page when it is finished.
(() => {
  const box = document.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const said = box.querySelector("[data-progress-said]");
  const label = box.querySelector("[data-progress-label]");

  const show = (state) => {
    if (state.total) { bar.max = state.total; bar.value = state.done; }
    if (state.said && said.textContent !== state.said) said.textContent = state.said;
    if (state.label) label.textContent = state.label;
  };
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) { location.reload(); return; }
      const state = await answer.json();
      show(state);
      if (state.finished) { location.replace(state.href || location.href); return; }
    } catch { /* the connection is away: ask again */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
})();
