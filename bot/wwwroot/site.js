// Every page: a form goes off once, also when its button is pressed twice.
"use strict";
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.classList.add("busy");
  event.submitter?.setAttribute("aria-disabled", "true");
});

// Back to this page from the browser's memory: the form may go again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) {
      button.classList.remove("busy");
      button.removeAttribute("aria-disabled");
    }
  }
});

// Pages that are made for paper.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
