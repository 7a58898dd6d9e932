// Single-key shortcuts of the desk: ? lists them, / searches, g then a number opens the menu, and what a page marks with
// data-press is pressed by its letter. They can be switched off.
(() => {
  const list = document.querySelector("[data-shortcuts]");
  const keep = document.querySelector("[data-shortcuts-switch]");
  if (!list) return;
  const KEY = "waystation-shortcuts";
  const on = () => localStorage.getItem(KEY) !== "off";
  let opener = null;
  let going = false;

  const show = () => {
    opener = document.activeElement;
    list.open = true;
    list.querySelector("summary").focus();
    list.scrollIntoView({ block: "nearest" });
  };
  const hide = () => { list.open = false; if (opener) opener.focus(); opener = null; };
  const search = () => {
    const box = document.querySelector("[role=search] input[type=search]");
    box?.focus();
    box?.select();
  };
  const follow = (number) => document.querySelector(`[data-key="${number}"]`)?.click();
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  if (keep) {
    keep.closest("[hidden]").hidden = false;
    keep.checked = on();
    keep.addEventListener("change", () => localStorage.setItem(KEY, keep.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.open) { hide(); return; }
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const went = going;
    going = event.key === "g";
    if (event.key === "?") { event.preventDefault(); list.open ? hide() : show(); }
    else if (event.key === "/") { event.preventDefault(); search(); }
    else if (went && /^[0-9]$/.test(event.key)) follow(event.key);
    else if (!went && /^[a-z]$/.test(event.key)) document.querySelector(`[data-press="${event.key}"]`)?.click();
  });
})();
