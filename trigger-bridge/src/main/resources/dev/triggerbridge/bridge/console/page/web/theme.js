// Before the first paint, so that nobody sees the other theme flash. Not a module: those wait.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem("theme");
  } catch (e) {
    // Storage is switched off: the system's choice it is.
  }
  if (stored === "light" || stored === "dark") {
    document.documentElement.dataset.theme = stored;
  }
})();
