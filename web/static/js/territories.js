// The map of territories: areas and accounts in the colour of their owner, on a plain ground without foreign tiles.
const COLOURS = ['#1b6ca8', '#b83245', '#a06b0c', '#2f7a45', '#7c4987', '#177e7e', '#6a6f7a', '#8a5a2b'];
const holder = document.getElementById('map');
const state = document.getElementById('map-state');
const swatches = [...document.querySelectorAll('.swatch')];
const reps = swatches.map((one) => one.dataset.rep).filter(Boolean);
const colour = (rep) => (reps.includes(rep) ? COLOURS[reps.indexOf(rep) % COLOURS.length] : '#888888');
for (const one of swatches) one.style.background = colour(one.dataset.rep);

const map = L.map(holder, { attributionControl: false, zoomSnap: 0.25 }).setView([0, 0], 2);

async function layer(address, options) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  return L.geoJSON(await answer.json(), options).addTo(map);
}

function label(text) {
  const node = document.createElement('span');
  node.textContent = text; // names are people's words, never markup
  return node;
}

const accounts = await layer(holder.dataset.accounts, {
  pointToLayer: ({ properties }, place) => L.circleMarker(place, {
    radius: 5, weight: 1, color: '#ffffff', fillColor: colour(properties.rep), fillOpacity: 1,
  }).bindTooltip(label(properties.name)),
});
if (accounts.getLayers().length) map.fitBounds(accounts.getBounds(), { padding: [20, 20] });
try {
  const areas = await layer(holder.dataset.areas, {
    style: ({ properties }) => ({ color: colour(properties.territory), weight: 1.5, fillOpacity: 0.2 }),
  });
  areas.bringToBack();
  state.textContent = areas.getLayers().length ? '' : holder.dataset.none;
} catch {
  state.textContent = holder.dataset.none;
}
