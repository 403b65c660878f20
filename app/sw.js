// What is kept for when there is no network? The files of one release, all of one version, so that the guideline and the program
// that reads it never mix. A newer release is fetched beside it and waits until the page asks for it. Answers are never here.
//
// The words in double braces are filled in by the server (src/lactwise/pages.py).

const RELEASE = "{{release}}";
const FILES = JSON.parse('{{files}}'); // the app, the same in every language
const PAGES = JSON.parse('{{pages}}'); // the pages of the app, one a language and one in the browser's own
const ABOUT = JSON.parse('{{about}}'); // what this version says of itself
const CACHE = `lactwise-${RELEASE}`;
const OWN = new RegExp(`/data/${RELEASE}/[a-z-]+[.]json`); // the guideline a page of this release asks for

/** A page of exactly this release and the address of its guideline; one that the browser kept from another is fetched anew. */
async function fetchPage(address) {
  for (const cache of ["force-cache", "reload"]) {
    const answer = await fetch(address, { cache });
    const [data] = answer.ok ? ((await answer.clone().text()).match(OWN) ?? []) : [];
    if (data) return [answer, data];
  }
  throw new Error(`${address} is not of release ${RELEASE}`);
}

/** Keeps a page with its guideline; one without the other would be of no use. */
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  for (const address of addresses.filter((one) => PAGES.includes(one))) {
    const [page, of] = await fetchPage(address);
    const data = await fetch(of);
    if (!data.ok) throw new Error(`${of}: ${data.status}`);
    await Promise.all([cache.put(address, page), cache.put(of, data)]);
  }
  return true;
}

/** The pages that earlier releases were kept for: whoever reads Arabic finds the new guideline in Arabic. */
async function keptBefore() {
  const found = new Set();
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(request.url);
      if (PAGES.includes(pathname)) found.add(pathname);
    }
  }
  return [...found];
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([cache.addAll(FILES), keptBefore().then(keep)]);
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("lactwise-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const { pathname } = new URL(request.url);
  const kept = await cache.match(pathname);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (problem) {
    // Without a network any page of the app is better than none: it says what to do, and offers the languages it has.
    for (const page of request.mode === "navigate" ? PAGES : []) {
      const other = await cache.match(page);
      if (other) return other;
    }
    throw problem;
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === location.origin)
    event.respondWith(answer(event.request));
});
self.addEventListener("message", (event) => {
  const reply = (value) => event.ports[0]?.postMessage(value);
  if (event.data.take) self.skipWaiting();
  if (event.data.about) reply(ABOUT);
  if (event.data.keep) event.waitUntil(keep(event.data.keep).then(reply, () => reply(false)));
});
