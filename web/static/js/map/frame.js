// Every map begins here: Leaflet is fetched when the first one is opened, and the ground is laid that the page names.

/** Return a Leaflet map in an element whose data-ground says what it is drawn on. */
export async function openMap(holder, options = {}) {
  const ground = JSON.parse(holder.dataset.ground);
  await Promise.all([style(`${ground.leaflet}.css`), script(`${ground.leaflet}.js`)]);
  const { L } = window;
  const map = L.map(holder, { zoomSnap: 1, maxZoom: 19, minZoom: 2, preferCanvas: true, ...options });
  map.attributionControl.setPrefix(false);
  if (ground.attribution) map.attributionControl.addAttribution(ground.attribution);
  if (ground.osm) L.tileLayer(ground.osm, { maxZoom: 19, referrerPolicy: 'strict-origin-when-cross-origin', className: 'osm-tiles' }).addTo(map);
  else if (ground.tiles) {
    const { groundLayer } = await import('./ground.js');
    const lost = () => { map.attributionControl.addAttribution(ground.words.away); };
    map.whenReady(() => groundLayer(ground, lost).addTo(map));
  }
  return map;
}

function style(href) {
  return ready(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

function script(src) {
  return window.L ? undefined : ready(Object.assign(document.createElement('script'), { src }));
}

function ready(element) {
  return new Promise((done, failed) => {
    element.addEventListener('load', done);
    element.addEventListener('error', failed);
    document.head.append(element);
  });
}

/** Return people's words as an element: names are never markup. */
export function named(text) {
  return Object.assign(document.createElement('span'), { textContent: text });
}
