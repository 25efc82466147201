// The map of territories: areas and accounts in the colour of their owner; what is chosen is marked.
import { named, openMap } from './map/frame.js';

const COLOURS = ['#1b6ca8', '#b83245', '#a06b0c', '#2f7a45', '#7c4987', '#177e7e', '#6a6f7a', '#8a5a2b'];
const holder = document.getElementById('map');
const state = document.getElementById('map-state');
const swatches = [...document.querySelectorAll('.swatch')];
const reps = swatches.map((one) => one.dataset.rep).filter(Boolean);
const colour = (rep) => (reps.includes(rep) ? COLOURS[reps.indexOf(rep) % COLOURS.length] : '#888888');
for (const one of swatches) one.style.background = colour(one.dataset.rep);

const map = await openMap(holder, { zoomSnap: 0.25 });
const { L } = window;

async function layer(address, options) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  return L.geoJSON(await answer.json(), options).addTo(map);
}

const places = [];
const dots = new Map();
const accounts = await layer(state.dataset.accounts, {
  pointToLayer: ({ properties, geometry }, place) => {
    const moves = properties.before !== undefined;
    const ring = moves ? { radius: 8, weight: 4, color: colour(properties.before) } : { radius: 5, weight: 1, color: '#ffffff' };
    const dot = L.circleMarker(place, { ...ring, fillColor: colour(properties.rep), fillOpacity: 1 });
    places.push({ id: properties.account, name: properties.name, rep: properties.rep, place: geometry.coordinates });
    dots.set(properties.account, dot);
    return dot.bindTooltip(named(properties.name));
  },
});
if (accounts.getLayers().length) map.fitBounds(accounts.getBounds(), { padding: [20, 20], animate: false });
else map.setView([47, 9], 4);

if (document.getElementById('lasso')) {
  const { makeLasso } = await import('./map/lasso.js');
  let before = new Set();
  makeLasso(map, places, (chosen) => {
    for (const id of before) if (!chosen.has(id)) dots.get(id)?.setStyle({ color: '#ffffff', weight: 1, radius: 5 });
    for (const id of chosen) if (!before.has(id)) dots.get(id)?.setStyle({ color: '#d6336c', weight: 3, radius: 7 });
    before = new Set(chosen);
  });
}
try {
  const areas = await layer(state.dataset.areas, {
    style: ({ properties }) => ({ color: colour(properties.territory), weight: 1.5, fillOpacity: 0.2 }),
    interactive: false,
  });
  areas.bringToBack();
  state.textContent = areas.getLayers().length ? '' : state.dataset.none;
} catch {
  state.textContent = state.dataset.none;
}
