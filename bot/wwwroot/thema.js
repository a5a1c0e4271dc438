// Before the page is drawn: the theme that Teams had on the page before this one, so that nothing flashes.
"use strict";
(() => {
  try {
    const theme = sessionStorage.getItem("isop-thema");
    if (/^(default|dark|contrast)$/.test(theme)) document.documentElement.dataset.thema = theme;
  } catch { /* nothing is kept here: tab.js asks Teams */ }
})();
