// What scripts add to pages that work without: keys, the slider of moments, the line in hand in the address, copying.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll("[data-item]")].filter((e) => e.offsetParent !== null);
  let hand = -1;

  const take = (n) => {
    const all = items();
    if (!all.length) return;
    hand = Math.max(0, Math.min(all.length - 1, n));
    all.forEach((e) => e.classList.remove("in-hand"));
    const item = all[hand];
    item.classList.add("in-hand");
    if (item.matches("details.line")) item.open = true;
    const target = item.matches("summary,a,button") ? item : item.querySelector("summary,a,button,input");
    (target || item).focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const place = () => {
    const all = items();
    const active = document.activeElement && document.activeElement.closest("[data-item]");
    if (active && all.includes(active)) return all.indexOf(active);
    if (hand >= 0) return hand;
    return all.findIndex((e) => e.matches("details.line[open]"));
  };

  // Of the thing in hand; a button that the page has but once is pressed wherever it stands.
  const press = (selector, isOnce) => {
    const item = items()[place()];
    const found = (item || document).querySelector(selector) || (isOnce && document.querySelector(selector));
    if (found) found.click();
    return Boolean(found);
  };

  const doings = {
    j: () => (take(place() + 1), true),
    k: () => (take(place() - 1), true),
    o: () => press("a.source, a[data-source]", false),
    y: () => press("button[value=accept]", true),
    n: () => press("button[value=reject]", true),
    u: () => press("button[data-undo]", true),
    "/": () => {
      const field = document.querySelector("#q");
      if (field) field.focus();
      else location.assign(document.body.dataset.search);
      return true;
    },
    "?": () => (location.assign(document.body.dataset.keys), true),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input,textarea,select,[contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const doing = doings[event.key];
    if (doing && doing()) event.preventDefault();
  });

  // The line in hand stands in the address, so that a reader can send it.
  document.addEventListener("toggle", (event) => {
    const line = event.target;
    if (!line.matches || !line.matches("details.line") || !line.open) return;
    const address = new URL(location.href);
    if (Number(line.dataset.line) === 1) address.searchParams.delete("line");
    else address.searchParams.set("line", line.dataset.line);
    if (address.href !== location.href) history.replaceState(null, "", address);
    room();
  }, true);

  // The words beside a line near the end of the page may be longer than the page: make room for them.
  const room = () => {
    const brief = document.querySelector(".brief");
    const beside = brief && brief.querySelector("details[open] .beside");
    if (!beside) return;
    brief.style.minHeight = "";
    const below = beside.getBoundingClientRect().bottom - brief.getBoundingClientRect().top;
    if (getComputedStyle(beside).position === "absolute") brief.style.minHeight = `${Math.ceil(below)}px`;
  };
  room();
  addEventListener("resize", room);

  for (const slide of document.querySelectorAll("input.slide")) {
    const moments = slide.dataset.moments.split(",");
    const field = slide.form.elements.as_of;
    slide.hidden = moments.length < 2;
    slide.addEventListener("input", () => { field.value = moments[Number(slide.value)]; });
    slide.addEventListener("change", () => {
      const address = new URL(slide.form.action);
      for (const [name, value] of new FormData(slide.form)) address.searchParams.set(name, value);
      if (Number(slide.value) === moments.length - 1) address.searchParams.delete("as_of");
      location.assign(address);
    });
  }

  // A brief, or a line of it, goes to the clipboard; where there is none, or with another key held, the link opens it.
  const put = async (link) => {
    const text = await (await fetch(link.href)).text();
    if (link.dataset.copy === "Word") {
      const plain = new DOMParser().parseFromString(text, "text/html").body.innerText;
      const kinds = { "text/html": text, "text/plain": plain };
      const blobs = Object.entries(kinds).map(([type, given]) => [type, new Blob([given], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else {
      await navigator.clipboard.writeText(text);
    }
    document.getElementById("said").textContent = `Copied for ${link.dataset.copy}.`;
    link.classList.add("done");
  };
  for (const link of document.querySelectorAll("a[data-copy]")) {
    link.title = "copies it to the clipboard";
    link.addEventListener("click", (event) => {
      if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      put(link).catch(() => location.assign(link.href));
    });
  }
})();
