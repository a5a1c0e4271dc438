// Compares a file with what was issued, in this browser: a PDF never leaves the device. Without this script, and where browsers give no
// digest (no https), the form sends the file to be compared.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  const form = document.querySelector("form[data-sha256]");
  const result = document.getElementById("uitslag");
  if (!form || !result || !globalThis.crypto?.subtle) return;
  const picker = form.querySelector("input[type=file]");
  const most = Number(form.dataset.meeste);

  for (const part of form.querySelectorAll(".sleep, .blijft")) part.hidden = false;
  for (const part of form.querySelectorAll(".stuurt, button")) part.hidden = true;

  function tell(words, tone) {
    const line = document.createElement("p");
    line.className = `uitslag ${tone}`;
    line.textContent = words;
    result.replaceChildren(line);
  }

  async function isBadge(file) {
    return form.dataset.badge !== undefined && (await file.slice(0, 64).text()).trimStart().startsWith("eyJ");
  }

  async function digest(file) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  }

  let latest = 0;
  async function compare(file) {
    const turn = ++latest;
    result.replaceChildren();
    try {
      if (file.size === 0) return tell(result.dataset.leeg, "error");
      // Nothing that we issue is this large, so there is nothing to compute.
      if (file.size > most) return tell(result.dataset.anders, "error");
      if (await isBadge(file)) return form.submit();
      const same = (await digest(file)) === form.dataset.sha256;
      if (turn === latest) tell(same ? result.dataset.precies : result.dataset.anders, same ? result.dataset.toonPrecies : "error");
    } catch {
      // The file is gone or may not be read.
      if (turn === latest) tell(result.dataset.mislukt, "error");
    }
  }

  picker.addEventListener("change", () => {
    if (picker.files[0]) compare(picker.files[0]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (picker.files[0]) compare(picker.files[0]);
  });

  // Anywhere on the page: who misses the field would otherwise leave the page for the file.
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.add("boven");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("boven");
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.remove("boven");
    if (event.dataTransfer.files.length > 0) {
      picker.files = event.dataTransfer.files;
      compare(picker.files[0]);
    }
  });
})();
