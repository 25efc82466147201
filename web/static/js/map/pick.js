// Choosing a place on the map: a tap sets it, and so does the middle of the map, which keys move; the fields stay the truth.
import { named, openMap } from './frame.js';

const NEAR = 16;
const CLOSE = 13;
const MOST = 300;
const box = document.getElementById('pick');
const holder = document.getElementById('map');
const said = document.getElementById('pick-said');
const [lat, lon, beside] = ['lat', 'lon', 'at'].map((name) => document.querySelector(`[name=${name}]`));
const chosen = () => beside.selectedOptions[0]?.dataset.place;
let shown;

box.hidden = false;
box.addEventListener('toggle', () => { if (box.open) shown ??= begin(); });

/** Return the position that stands in the fields, null if none does. */
function written() {
  const [north, east] = [lat, lon].map((field) => (field.value.trim() ? Number(field.value.replace(',', '.')) : NaN));
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? [north, east] : null;
}

const position = (text) => text.split(',').map(Number);

async function begin() {
  const map = await openMap(holder);
  const { L } = window;
  const icon = L.divIcon({ html: Object.assign(document.createElement('span'), { className: 'pin chosen day-2', textContent: '•' }), className: 'pin-spot', iconSize: [0, 0] });
  const [paper, known] = ['--paper', '--day-1'].map((name) => getComputedStyle(holder).getPropertyValue(name).trim());
  const pin = L.marker([0, 0], { icon, keyboard: false, interactive: false, zIndexOffset: 1000 });

  /** Show the place that counts: what stands in the fields, else the account beside which it is. */
  const show = (move) => {
    const at = written() ?? (chosen() ? position(chosen()) : null);
    if (!at) { pin.remove(); return; }
    pin.setLatLng(at).addTo(map);
    if (move) map.setView(at, Math.max(map.getZoom(), NEAR), { animate: false });
  };
  const set = (place) => {
    const { lat: north, lng: east } = place.wrap();
    lat.value = north.toFixed(5);
    lon.value = east.toFixed(5);
    beside.value = '';
    said.textContent = said.dataset.set.replace('{at}', `${lat.value}, ${lon.value}`);
    show(false);
  };

  const near = [...beside.options].filter((one) => one.value && one.dataset.place);
  map.setView(position(holder.dataset.from), CLOSE, { animate: false });
  const [north, east] = position(holder.dataset.from);
  const away = (one) => { const [y, x] = position(one.dataset.place); return (y - north) ** 2 + (x - east) ** 2; };
  for (const one of near.sort((a, b) => away(a) - away(b)).slice(0, MOST)) {
    L.circleMarker(position(one.dataset.place), { radius: 6, weight: 2, color: paper, fillColor: known, fillOpacity: 1, bubblingMouseEvents: true }).bindTooltip(named(one.textContent)).addTo(map);
  }
  show(true);
  map.on('click', ({ latlng }) => set(latlng));
  holder.addEventListener('keydown', (event) => {
    if (event.target !== holder || event.key !== 'Enter') return;
    event.preventDefault(); // it would send the form
    set(map.getCenter());
  });
  document.getElementById('pick-middle').addEventListener('click', () => set(map.getCenter()));
  for (const field of [lat, lon]) field.addEventListener('change', () => show(true));
  beside.addEventListener('change', () => {
    if (beside.value) for (const field of [lat, lon]) field.value = '';
    show(true);
  });
}
