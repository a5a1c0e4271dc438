// The inbox: renders each card with the official renderer and sends its buttons to the server. What a person typed stays on
// the screen until the server has answered with the next card.
"use strict";
(() => {
  const AC = window.AdaptiveCards;
  const announcer = document.getElementById("aankondiging");
  const patience = 20000;

  const text = {
    failed: "Dat is niet gelukt",
    tryAgain: "Je antwoord staat nog op je scherm. Kijk of je internet hebt en probeer het nog eens.",
    unreadable: "Deze kaart kunnen we hier niet laten zien. Laad de pagina opnieuw; lukt het dan nog niet, mail ons dan.",
    signIn: "Inloggen in een nieuw tabblad",
    busy: "Bezig met opslaan",
    blocked: "Deze link openen we niet, omdat hij niet veilig is.",
  };

  function colour(name) {
    return { default: `var(--${name})`, subtle: "var(--colorNeutralForeground2)" };
  }

  function style(ground) {
    return {
      backgroundColor: `var(--${ground})`,
      borderColor: "var(--colorNeutralStroke2)",
      foregroundColors: {
        default: colour("colorNeutralForeground1"), dark: colour("colorNeutralForeground1"), light: colour("colorNeutralForeground2"), accent: colour("colorBrandForegroundLink"),
        good: { default: "var(--colorStatusSuccessForeground1)", subtle: "var(--colorStatusSuccessForeground1)" },
        warning: { default: "var(--colorStatusWarningForeground1)", subtle: "var(--colorStatusWarningForeground1)" },
        attention: { default: "var(--colorStatusDangerForeground1)", subtle: "var(--colorStatusDangerForeground1)" },
      },
    };
  }

  function hostConfig() {
    return new AC.HostConfig({
      fontFamily: "inherit",
      supportsInteractivity: true,
      spacing: { small: 6, default: 10, medium: 16, large: 24, extraLarge: 36, padding: 14 },
      separator: { lineThickness: 1, lineColor: "var(--colorNeutralStroke2)" },
      fontSizes: { small: 14, default: 16, medium: 18, large: 21, extraLarge: 26 },
      fontWeights: { lighter: 300, default: 400, bolder: 650 },
      lineHeights: { small: 20, default: 24, medium: 26, large: 28, extraLarge: 32 },
      imageSizes: { small: 40, medium: 80, large: 160 },
      containerStyles: {
        default: style("colorNeutralBackground1"), emphasis: style("colorNeutralBackground3"), accent: style("info-ground"),
        good: style("colorStatusSuccessBackground1"), warning: style("colorStatusWarningBackground1"), attention: style("colorStatusDangerBackground1"),
      },
      actions: {
        maxActions: 12, spacing: "large", buttonSpacing: 10, actionsOrientation: "horizontal", actionAlignment: "left",
        showCard: { actionMode: "inline", inlineTopMargin: 14, style: "emphasis" },
      },
      adaptiveCard: { allowCustomStyle: true },
      factSet: {
        title: { weight: "bolder", wrap: true, maxWidth: 180 },
        value: { wrap: true },
        spacing: 14,
      },
      textBlock: { headingLevel: 2 },
      inputs: {
        label: {
          inputSpacing: "small",
          requiredInputs: { color: "default", weight: "bolder", suffix: " *" },
          optionalInputs: { color: "default", weight: "bolder" },
        },
        errorMessage: { color: "attention", weight: "bolder", spacing: "small" },
      },
    });
  }

  function speakDutch() {
    const s = AC.Strings;
    s.defaults.inlineActionTitle = () => "Versturen";
    s.defaults.overflowButtonText = () => "…";
    s.defaults.overflowButtonTooltip = () => "Meer";
    s.errors.unknownError = () => "Onbekende fout";
  }

  // The part of Markdown that cards may use: bold, italic, links to safe addresses, lists. Everything else is plain text.
  function escape(plain) {
    return plain.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  }

  function inline(plain) {
    return escape(plain)
      .replace(/\[([^\]]+)\]\((https:\/\/[^\s()]+|\/[^\s()/][^\s()]*)\)/g, '<a href="$2" rel="noopener noreferrer">$1</a>')
      .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
      .replace(/(^|[\s(])[_*]([^_*\s][^_*]*)[_*](?=$|[\s.,;:!?)])/g, "$1<em>$2</em>");
  }

  const bullet = { kind: "ul", mark: /^\s*[-*]\s+/ };
  const number = { kind: "ol", mark: /^\s*(\d{1,3})[.)]\s+/ };

  // One line with a number is a heading ("1. Klassenmanagement"); from two on it is a list.
  function markdown(plain) {
    const lines = plain.split(/\r?\n/);
    const out = [];
    for (let i = 0; i < lines.length;) {
      const list = [bullet, number].find((l) => l.mark.test(lines[i]));
      let end = i;
      while (list && end < lines.length && list.mark.test(lines[end])) end++;
      if (list && (list === bullet || end - i > 1)) {
        const start = list === number ? ` start="${Number(number.mark.exec(lines[i])[1])}"` : "";
        const items = lines.slice(i, end).map((line) => `<li>${inline(line.replace(list.mark, ""))}</li>`);
        out.push(`<${list.kind}${start}>${items.join("")}</${list.kind}>`);
        i = end;
      } else {
        out.push(`<p>${inline(lines[i]) || "&nbsp;"}</p>`);
        i++;
      }
    }
    return out.join("");
  }

  const spoken = (element) => (element?.text ?? element?.inlines?.map((i) => i.text ?? i).join("") ?? "").replace(/\*/g, "").trim();

  // Cards repeat an input's label as a text above it, because older Teams apps show no labels. Here the label is enough.
  function withoutRepeatedLabels(node) {
    if (Array.isArray(node)) {
      return node
        .filter((element, i) => !/^(Rich)?TextBlock$/.test(element?.type) || !/^Input\./.test(node[i + 1]?.type)
          || element.id || spoken(element) === "" || spoken(element) !== node[i + 1].label?.trim())
        .map(withoutRepeatedLabels);
    }
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, name === "data" ? value : withoutRepeatedLabels(value)]));
  }

  function announce(words) {
    if (!announcer) return;
    announcer.textContent = "";
    requestAnimationFrame(() => { announcer.textContent = words; });
  }

  function tell(panel, words, { title = null, said = false, link = null } = {}) {
    const message = panel.querySelector(".card-message");
    message.hidden = false;
    message.classList.toggle("said", said);
    message.replaceChildren();
    if (title) message.append(create("strong", { textContent: title }));
    message.append(words);
    if (link) message.append(" ", create("a", { href: link.href, target: "_blank", rel: "noopener", textContent: link.text }), ".");
    message.scrollIntoView({ block: "nearest" });
  }

  function create(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function setBusy(panel, busy, pressed) {
    panel.dataset.busy = busy ? "1" : "";
    panel.setAttribute("aria-busy", String(busy));
    // Disabled buttons would lose the keyboard's place; these only say that they wait.
    for (const button of panel.querySelectorAll(".ac-pushButton")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      button.classList.toggle("busy", busy && button === pressed);
    }
    if (busy) announce(text.busy);
  }

  // A card without a heading of its own begins with its title: screen readers and the keyboard find it there.
  function headingOf(body) {
    const heading = body.querySelector('[role="heading"]');
    if (heading) return heading;
    const first = body.querySelector(".ac-richTextBlock, .ac-textBlock");
    first?.setAttribute("role", "heading");
    first?.setAttribute("aria-level", "2");
    return first;
  }

  function show(panel, json, { focus = false } = {}) {
    const body = panel.querySelector(".card-body");
    const card = new AC.AdaptiveCard();
    card.hostConfig = hostConfig();
    card.onExecuteAction = (action) => execute(panel, action);
    let element;
    try {
      card.parse(withoutRepeatedLabels(json));
      element = card.render();
    } catch {
      element = null;
    }
    if (!element) {
      tell(panel, text.unreadable);
      return false;
    }
    body.replaceChildren(element);
    panel.querySelector(".card-message").hidden = true;
    const heading = headingOf(body) ?? element;
    if (focus) {
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
    return true;
  }

  function open(panel, address) {
    let url = null;
    try { url = new URL(address, location.href); } catch { /* not an address: refused below */ }
    const own = url?.origin === location.origin;
    if (!own && url?.protocol !== "https:") tell(panel, text.blocked);
    else if (window.isopTab) window.isopTab.go(url);
    else if (own) location.assign(url);
    else window.open(url, "_blank", "noopener,noreferrer");
  }

  function send(verb, data) {
    return fetch("/postvak/actie", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-Isop": "1" },
      credentials: "same-origin",
      body: JSON.stringify({ verb, data }),
      signal: AbortSignal.timeout(patience),
    });
  }

  async function post(panel, verb, data) {
    let response = await send(verb, data);
    // In Teams whose session ended is signed in again without asking; the action was not done yet.
    if (response.status === 401 && await window.isopTab?.renew()) response = await send(verb, data);
    const answer = await response.json().catch(() => null);
    if (response.ok && answer?.card) {
      if (show(panel, answer.card, { focus: true })) {
        panel.setAttribute("aria-label", answer.summary);
        announce(answer.summary);
      }
    } else if (response.ok && answer?.text) {
      tell(panel, answer.text, { said: true });
    } else {
      tell(panel, answer?.detail ?? text.tryAgain, {
        title: answer?.title ?? text.failed,
        link: response.status === 401 ? { href: "/aanmelden", text: text.signIn } : null,
      });
    }
  }

  async function execute(panel, action) {
    if (action instanceof AC.OpenUrlAction) {
      open(panel, action.url);
      return;
    }
    if (!(action instanceof AC.ExecuteAction || action instanceof AC.SubmitAction) || panel.dataset.busy) return;
    const data = typeof action.data === "object" && action.data !== null ? action.data : {};
    const verb = action.verb ?? data.verb;
    const pressed = document.activeElement?.closest?.(".ac-pushButton");
    setBusy(panel, true, pressed);
    try {
      await post(panel, verb ?? "", data);
    } catch {
      tell(panel, text.tryAgain, { title: text.failed });
    } finally {
      setBusy(panel, false);
    }
  }

  speakDutch();
  AC.AdaptiveCard.onProcessMarkdown = (plain, result) => {
    result.outputHtml = markdown(plain);
    result.didProcess = true;
  };
  for (const panel of document.querySelectorAll("[data-card]")) {
    show(panel, JSON.parse(panel.querySelector('script[type="application/json"]').textContent));
  }
})();
