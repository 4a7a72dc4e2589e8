// Part of the preview only: reloads the page when the site has changed, and shows the report of a failed build.
(() => {
  let shown = document.currentScript.dataset.stamp;
  let overlay = null;

  const hide = () => {
    if (overlay) {
      overlay.remove();
      overlay = null;
    }
  };

  const show = (report) => {
    hide();
    overlay = document.createElement("div");
    overlay.id = "nutgraf-overlay";
    overlay.setAttribute("role", "alertdialog");
    overlay.setAttribute("aria-label", "The last build failed");
    const root = overlay.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = `
      :host { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 1.5rem;
        background: rgb(20 18 16 / 0.94); color: #f3efe8; font: 1rem/1.5 system-ui, sans-serif; }
      h1 { margin: 0 0 0.5rem; font-size: 1.25rem; color: #ff9d8a; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 0.875rem/1.5 ui-monospace, monospace; }
      button { font: inherit; padding: 0.4rem 1rem; color: inherit; background: none; border: 1px solid; border-radius: 4px; }
      button:focus-visible { outline: 3px solid #ff9d8a; outline-offset: 2px; }`;
    const title = document.createElement("h1");
    title.textContent = "The site could not be built";
    const text = document.createElement("pre");
    text.textContent = report;
    const close = document.createElement("button");
    close.textContent = "Look at the page";
    close.addEventListener("click", hide);
    root.append(style, title, text, close);
    document.body.append(overlay);
    close.focus();
  };

  // Each sheet is replaced when its successor has arrived, so that the page never stands unstyled.
  const restyle = (stamp) => {
    for (const sheet of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(sheet.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("restyled", stamp);
      const next = sheet.cloneNode();
      next.href = address.href;
      next.addEventListener("load", () => sheet.remove());
      next.addEventListener("error", () => next.remove());
      sheet.after(next);
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  const events = new EventSource("/_nutgraf/events");
  events.addEventListener("message", (message) => {
    const state = JSON.parse(message.data);
    document.dispatchEvent(new CustomEvent("nutgraf:state", { detail: state }));
    if (state.error) {
      show(state.error);
    } else if (state.stamp !== shown && state.restyles === shown) {
      hide();
      shown = state.stamp;
      restyle(state.stamp);
    } else if (state.stamp !== shown) {
      events.close();
      const changed = state.open === null ? null : `/${state.open}`;
      // Reloading keeps the scroll position.
      if (changed === null || changed === decodeURI(location.pathname)) location.reload();
      else location.assign(changed);
    } else {
      hide();
    }
  });
  addEventListener("pagehide", () => events.close());
})();
