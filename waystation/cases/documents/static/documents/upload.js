// Shows how far an upload is. Without this the form is sent as any other.
(() => {
  const begin = () => {
    const form = document.querySelector("[data-upload]");
    if (!form) return;
    const box = form.querySelector("[data-upload-progress]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, box, box.querySelector("progress"), box.querySelector("[data-upload-said]"));
    });
  };

  const send = (form, box, bar, said) => {
    const button = form.querySelector("button.button");
    const stop = (text) => { said.textContent = text; bar.hidden = true; button.disabled = false; };
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (now) => {
      if (!now.lengthComputable) return;
      bar.max = now.total;
      bar.value = now.loaded;
      said.textContent = now.loaded < now.total ? box.dataset.sending : box.dataset.sealing;
    });
    request.addEventListener("load", () => {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = page.querySelector("main");
      if (!main) { stop(request.status === 413 ? box.dataset.tooLarge : box.dataset.failed); return; }
      document.title = page.title;
      document.querySelector("main").replaceWith(main);
      (main.querySelector(".errors") || main).focus();
      begin();
    });
    request.addEventListener("error", () => stop(box.dataset.failed));
    request.open("POST", location.pathname);
    request.send(new FormData(form));
    box.hidden = false;
    bar.hidden = false;
    button.disabled = true;
  };

  begin();
})();
