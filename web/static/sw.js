// The service worker: pages come from the office, and where it cannot be reached as they were kept. SITE goes before.
const PAGES = 'roundsman-pages';
const FILES = 'roundsman-files';
const TILES = 'roundsman-tiles';
const MOST_TILES = 150;
const PATIENCE_MS = 4000;
const KEPT = /^\/((day|week|visits|outbox|unplanned|prospect)(\/.*)?(\?.*)?|money)$/; // another month is not kept

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  const path = address.pathname.slice(SITE.root.length);
  if (event.request.mode === 'navigate' && (event.request.method !== 'GET' || !KEPT.test(path + address.search))) {
    event.respondWith(fetch(event.request).catch(() => away(event.request.method)));
    return;
  }
  if (event.request.method !== 'GET') return;
  if (path.startsWith('/static/')) event.respondWith(file(event.request, FILES));
  else if (path.startsWith('/tiles/')) event.respondWith(file(event.request, TILES));
  else if (event.request.mode === 'navigate') event.respondWith(shown(event.request, path));
});

let keeping = null;
self.addEventListener('message', (event) => {
  keeping ??= keepPages(event.data.keep).finally(() => { keeping = null; }); // one at a time: none begins behind a sign-out
  event.waitUntil(keeping);
});

/**
 * Keep the pages of today and the days after, if they have changed. The tag is put last, so that what is broken off is
 * kept anew. A sign-out meanwhile throws the opened cache away, and whatever is put there after that goes with it.
 */
async function keepPages(person) {
  const tag = `${SITE.root}/bundle`;
  const tagOf = async (cache) => (await cache.match(tag))?.json();
  let pages = await caches.open(PAGES);
  const kept = await tagOf(pages);
  if (kept?.person !== person && (await pages.keys()).length) {
    await caches.delete(PAGES);
    pages = await caches.open(PAGES);
  }
  const headers = kept?.person === person ? { 'If-None-Match': kept.etag } : {};
  const answer = await fetch(tag, { credentials: 'same-origin', redirect: 'error', cache: 'no-store', headers }).catch(() => null);
  if (!answer?.ok) return; // no signal, or 304: what is kept stays as it is
  const bundle = await answer.json();
  if (bundle.person !== person) return;
  const files = bundle.files.map((name) => SITE.root + name);
  await addMissing(FILES, files);
  await addMissing(TILES, bundle.tiles.map((name) => SITE.root + name)); // how many are kept is seen to as they are looked at
  for (const [path, text] of Object.entries(bundle.pages)) {
    await pages.put(SITE.root + path, new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" } }));
  }
  await prune(pages, new Set(Object.keys(bundle.pages).map((path) => SITE.root + path)));
  await prune(await caches.open(FILES), new Set(files));
  await pages.put(tag, new Response(JSON.stringify({ person, etag: answer.headers.get('ETag') })));
}

async function addMissing(name, wanted) {
  const cache = await caches.open(name);
  for (const one of wanted) if (!(await cache.match(one))) await cache.add(one);
}

async function prune(cache, wanted) {
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** A file of ours, or a tile: its address changes with it, so one that is kept is the right one. */
async function file(request, name) {
  const kept = await caches.match(request, { cacheName: name });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(name);
    await cache.put(request, answer.clone());
    if (name === TILES) for (const old of (await cache.keys()).slice(0, -MOST_TILES)) await cache.delete(old);
  }
  return answer;
}

/** A page: the office's word if it comes in time, else as it was kept. */
async function shown(request, path) {
  const kept = await keptPage(path);
  if (!kept) return fetch(request).catch(() => away(request.method));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer && answer.status < 500 ? answer : kept;
  } catch {
    return kept;
  }
}

/** What is said where the office cannot be reached and nothing is kept: of a form, that it was not taken down. */
async function away(method) {
  const said = await caches.match(`${SITE.root}/offline${method === 'GET' ? '' : '/form'}`, { cacheName: PAGES });
  return said ?? Response.error();
}

/** A kept page; "today" is the phone's own day, so that a page kept yesterday does not pass for today's. */
async function keptPage(path) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  const names = path === '/day' ? [`/day/${day}`, path] : [path];
  for (const name of names) {
    const found = await caches.match(SITE.root + name, { cacheName: PAGES });
    if (found) return found;
  }
  return null;
}
