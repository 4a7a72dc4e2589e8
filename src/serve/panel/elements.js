// The review panel, part of the preview only: elements and words.

/** An element with attributes, listeners (`onclick`) and children; those that are nothing are left out. */
export const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};
export const key = (letter) => make("kbd", { "aria-hidden": "true" }, letter);
export const cut = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
