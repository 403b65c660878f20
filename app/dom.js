// How is a page built without any markup in strings? In: a tag, its attributes and children. Out: an element.
// Text is only ever set as text, so nothing in the data can become markup.

/** An element; `on...` attributes are listeners, false and null attributes and children are left out. */
export function h(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(
    ...content.flat(Infinity).filter((item) => item !== null && item !== undefined && item !== false && item !== ""),
  );
  return element;
}

const PATHS = {
  phone:
    "M6.6 3.5 9 3l2 4.6-2 1.6a12 12 0 0 0 5.800 5.800l1.600-2 4.600 2-.5 2.400c-.3 1.500-1.600 2.600-3.100 2.500C10.200 19.400 4.600 13.800 4.100 6.600 4 5.100 5.100 3.800 6.600 3.500z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm1 4v4.600l3.200 1.900-1 1.700L11 12.700V7z",
  calendar: "M7 2h2v2h6V2h2v2h2a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2zm-2 8v9h14v-9z",
  home: "M12 3 3 10.500V21h6v-6h6v6h6V10.500z",
  question:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1 13h2v2h-2zm1-10c2.200 0 3.800 1.300 3.800 3.300 0 2.600-2.800 2.900-2.800 5h-2c0-3.200 2.700-3.300 2.700-5 0-.8-.7-1.300-1.700-1.300S10.300 8.600 10.200 9.600l-2-.2C8.400 7.300 9.900 6 12 6z",
  do: "m9.500 17.600-5.100-5.100 1.500-1.500 3.600 3.600 8.600-8.600 1.500 1.500z",
  avoid:
    "m6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600 10.600 12 5 6.400z",
  know: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1 7.500h2V17h-2zm0-4h2v2.200h-2z",
  worse: "m12 4 9.500 16h-19zm-1 6v5h2v-5zm0 6.200V18h2v-1.800z",
};

/** A picture beside words that say the same; screen readers skip it. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  path.setAttribute("d", PATHS[name] ?? PATHS.know);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

/** A text with a capital first letter. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
