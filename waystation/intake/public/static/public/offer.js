// Weighs the answers to the ten questions in this browser: nothing is sent. Without this file the page does the same by posting.
(() => {
  const form = document.querySelector("[data-offer]");
  const result = document.getElementById("result");
  if (!form || !result) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    let signs = 0, stops = false, open = false;
    for (const question of form.querySelectorAll("[data-question]")) {
      const answer = question.querySelector("input:checked")?.value ?? "";
      const warns = answer === question.dataset.warns;
      result.querySelector(`[data-sign="${question.dataset.question}"]`).hidden = !warns;
      signs += warns ? 1 : 0;
      stops ||= warns && "stops" in question.dataset;
      open ||= answer === "" || answer === "unsure";
    }
    const level = stops || signs >= Number(form.dataset.offer) ? "stop" : signs || open ? "ask" : "calm";
    for (const each of result.querySelectorAll("[data-level]")) each.hidden = each.dataset.level !== level;
    result.hidden = false;
    result.focus();
  });
})();
