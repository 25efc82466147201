// A rep's day or week on the map: the ways that are driven, stops by number, lunch and nights; the list beside it leads here.
import { named, openMap } from './frame.js';
import { unpack } from './line.js';

const holder = document.getElementById('map');
if (holder) show(JSON.parse(holder.dataset.told));

async function show(days) {
  const map = await openMap(holder);
  const { L } = window;
  const layers = new Map();
  const stops = new Map();
  const single = days.length === 1;
  for (const day of days) {
    const layer = L.layerGroup();
    const line = unpack(day.line);
    const colour = getComputedStyle(holder).getPropertyValue(`--day-${day.n}`).trim();
    const halo = getComputedStyle(holder).getPropertyValue('--map-halo').trim();
    layer.addLayer(L.polyline(line, { color: halo, weight: 7, opacity: 1, interactive: false }));
    layer.addLayer(L.polyline(line, { color: colour, weight: 4, opacity: 0.9, interactive: false }));
    const pin = (text, [name, lat, lon, time], looks, above) => {
      const shown = Object.assign(document.createElement('span'), { className: `pin ${looks}`, textContent: text });
      const icon = L.divIcon({ html: shown, className: 'pin-spot', iconSize: [0, 0] });
      return L.marker([lat, lon], { icon, keyboard: false, zIndexOffset: above }).bindPopup(named([time, name].filter(Boolean).join(' '))).addTo(layer);
    };
    pin('⌂', day.home, `end day-${day.n}`, -200);
    if (day.night) pin('☾', day.night, `end day-${day.n}`, -100);
    if (day.lunch) pin('☕', day.lunch, 'end', -150);
    day.stops.forEach((stop, n) => {
      stops.set(`${day.n}-${n + 1}`, pin(single ? n + 1 : `${day.short} ${n + 1}`, stop, `day-${day.n}`, 100 * (day.stops.length - n)));
    });
    layers.set(String(day.n), layer.addTo(map));
  }
  const seen = L.latLngBounds(days.flatMap((day) => [...unpack(day.line), ...day.stops.map(([, lat, lon]) => [lat, lon]), day.home.slice(1)]));
  map.fitBounds(seen, { padding: [16, 16], maxZoom: 16, animate: false });
  document.addEventListener('click', ({ target }) => {
    const stop = stops.get(target.closest('[data-stop]')?.dataset.stop);
    if (!stop) return;
    holder.scrollIntoView({ block: 'nearest' });
    map.setView(stop.getLatLng(), Math.max(map.getZoom(), 14));
    stop.openPopup();
  });
  document.addEventListener('change', ({ target }) => {
    const layer = layers.get(target.dataset.day);
    if (layer) map[target.checked ? 'addLayer' : 'removeLayer'](layer);
  });
}
