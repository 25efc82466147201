// The service worker: pages come from the office, and where it cannot be reached as they were kept. SITE goes before.
const PAGES = 'roundsman-pages';
const FILES = 'roundsman-files';
const TILES = 'roundsman-tiles';
const MOST_TILES = 150;
const PATIENCE_MS = 4000;
const KEPT = /^\/(day|week|visits|outbox|unplanned|prospect)(\/|$)/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== self.location.origin) return;
  const path = address.pathname.slice(SITE.root.length);
  if (path.startsWith('/static/')) event.respondWith(file(event.request, FILES));
  else if (path.startsWith('/tiles/')) event.respondWith(file(event.request, TILES));
  else if (event.request.mode === 'navigate' && KEPT.test(path)) event.respondWith(shown(event.request, path));
});

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
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer && answer.status < 500 ? answer : kept;
  } catch {
    return kept;
  }
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
