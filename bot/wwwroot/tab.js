// Every page in Teams: follows Teams' theme, signs in again before something is sent, and opens outside what does not belong in the frame.
// The tab's own page ([data-tab]) also signs in, and goes on to the page that was asked for.
"use strict";
(() => {
  const teams = window.microsoftTeams;
  const door = document.querySelector("[data-tab]");
  const framed = window.parent !== window;
  const patience = 30000;

  const text = {
    silent: ["Teams geeft geen antwoord", "Probeer het opnieuw, of open ISOP in je browser."],
    unreachable: ["Even niet gelukt", "We kunnen ISOP nu niet bereiken. Kijk of je internet hebt en probeer het nog eens."],
    noConsent: ["Teams liet niet zien wie je bent", "Zonder dat kun je hier niet inloggen. Probeer het opnieuw, of open ISOP in je browser."],
    noCookie: ["Je blijft hier niet ingelogd", "Je browser bewaart in Teams geen cookie van ISOP. Open ISOP in je browser."],
    notSent: "Dit is nog niet verstuurd: we konden niet zien of je nog bent ingelogd. Wat je invulde, staat er nog. Probeer het zo nog eens.",
  };

  class Refusal extends Error {
    constructor([title, explanation], { expected = false } = {}) {
      super(title);
      Object.assign(this, { title, explanation, expected });
    }
  }

  function within(promise) {
    return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Refusal(text.silent)), patience))]);
  }

  function keep(name, value) {
    try { sessionStorage.setItem(name, value); } catch { /* nothing is kept here */ }
  }

  function kept(name) {
    try { return sessionStorage.getItem(name); } catch { return null; }
  }

  function follow(theme) {
    if (!/^(default|dark|contrast)$/.test(theme)) return;
    document.documentElement.dataset.thema = theme;
    keep("isop-thema", theme);
  }

  async function meet() {
    await within(teams.app.initialize());
    teams.app.registerOnThemeChangeHandler(follow);
    const context = await within(teams.app.getContext());
    follow(context.app.theme);
    return context;
  }

  const met = meet();
  met.catch(() => { /* who needs Teams waits for it, and says so */ });

  // Signing in

  async function enter(naar, silent) {
    await met;
    // Who is asked something may take her time.
    const asked = teams.authentication.getAuthToken({ silent });
    const token = await (silent ? within(asked) : asked);
    const query = new URLSearchParams(framed ? { naar } : { naar, app: "true" });
    let response;
    try {
      response = await fetch(`/tab/aanmelden?${query}`, {
        method: "POST",
        headers: { "Authorization": `Bearer ${token}`, "Accept": "application/json", "X-Isop": "1" },
        credentials: "same-origin",
        signal: AbortSignal.timeout(patience),
      });
    } catch {
      throw new Refusal(text.unreachable);
    }
    const answer = await response.json().catch(() => null);
    if (!response.ok) throw new Refusal(answer?.title ? [answer.title, answer.detail] : text.unreachable, { expected: response.status === 401 });
    return answer.naar;
  }

  async function isAlive() {
    const response = await fetch("/tab/sessie", { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
    if (response.status === 401) return false;
    if (!response.ok) throw new Refusal(text.unreachable);
    return true;
  }

  // True when there is a session now; false when nobody could be signed in without asking.
  async function renew() {
    try {
      return await isAlive() || (await enter("/", true), await isAlive());
    } catch {
      return false;
    }
  }

  // The tab's own page

  function show(part) {
    for (const element of door.querySelectorAll("[data-deel]")) element.hidden = element.dataset.deel !== part;
  }

  function tell(refusal) {
    const part = door.querySelector('[data-deel="mislukt"]');
    part.querySelector("[data-titel]").textContent = refusal.title;
    part.querySelector("[data-uitleg]").textContent = refusal.explanation;
    show("mislukt");
  }

  function target(context) {
    const asked = location.pathname === "/tab" && !location.search ? context.page?.subPageId : null;
    return asked || door.dataset.naar;
  }

  // In the place of a page that asks to sign in right after that was done: it would do so for ever.
  function goesRound() {
    return location.pathname !== "/tab" && Date.now() - Number(kept("isop-binnen")) < 5000;
  }

  async function open({ silent }) {
    show("bezig");
    let context;
    try {
      context = await met;
    } catch (trouble) {
      if (framed) tell(trouble instanceof Refusal ? trouble : new Refusal(text.silent));
      else show("buiten");
      return;
    }
    try {
      if (silent && goesRound()) throw new Refusal(text.noCookie, { expected: true });
      const naar = await enter(target(context), silent);
      if (!await isAlive()) throw new Refusal(text.noCookie, { expected: true });
      keep("isop-binnen", String(Date.now()));
      teams.app.notifySuccess();
      location.replace(naar);
    } catch (trouble) {
      refuse(trouble, silent);
    }
  }

  function refuse(trouble, silent) {
    const { app } = teams;
    if (trouble instanceof Refusal) {
      tell(trouble);
      if (trouble.expected) app.notifyExpectedFailure({ reason: app.ExpectedFailureReason.PermissionError });
      else app.notifyFailure({ reason: app.FailedReason.Other, message: trouble.title });
    } else if (silent) {
      // Teams gives no token without asking: a button asks.
      show("toestemming");
      app.notifySuccess();
    } else {
      tell(new Refusal(text.noConsent));
      app.notifyExpectedFailure({ reason: app.ExpectedFailureReason.PermissionError });
    }
  }

  if (door) {
    door.querySelector('[data-doe="toestemming"]').addEventListener("click", () => open({ silent: false }));
    for (const button of door.querySelectorAll('[data-doe="opnieuw"]')) {
      button.addEventListener("click", () => location.replace(`/tab?${new URLSearchParams({ naar: door.dataset.naar })}`));
    }
    if (door.dataset.begin === "bezig") open({ silent: true });
    else show(door.dataset.begin);
  } else {
    met.then(() => teams.app.notifySuccess(), () => { /* the page is there all the same */ });
  }

  // Nothing that was filled in is lost because the session ended meanwhile: it is looked at before the form goes.
  window.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || form.dataset.mag) {
      delete form.dataset.mag;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.wacht) return;
    form.dataset.wacht = "1";
    form.querySelector(":scope > [data-niet-verstuurd]")?.remove();
    const alive = await renew();
    delete form.dataset.wacht;
    if (alive) {
      form.dataset.mag = "1";
      form.requestSubmit(submitter);
    } else {
      const message = Object.assign(document.createElement("p"), { className: "card-message", textContent: text.notSent });
      message.setAttribute("role", "alert");
      message.dataset.nietVerstuurd = "";
      form.append(message);
    }
  }, true);

  // Pages for anybody, that no frame may show.
  const outside = /^\/(evaluatie|c|l)(\/|$)/;

  function go(url) {
    const address = new URL(url, location.href);
    if (address.origin === location.origin && !outside.test(address.pathname)) location.assign(address);
    else leave(address);
  }

  function leave(address) {
    if (!/^(https?|mailto|tel):$/.test(address.protocol)) return;
    met.then(() => teams.app.openLink(address.href)).catch(() => window.open(address, "_blank", "noopener,noreferrer"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = new URL(link.href);
    if (link.target !== "_blank" && address.origin === location.origin && !outside.test(address.pathname)) return;
    event.preventDefault();
    leave(address);
  });

  window.isopTab = { renew, go };
})();
