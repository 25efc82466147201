// A map of the tours that the board shows, drawn without any tiles: lines as they are driven, accounts as dots.

const box = document.getElementById('map-box');

/** Show the map as its box is opened. */
export function showMap(state) {
  let map = null;
  box.addEventListener('toggle', async () => {
    if (!box.open || map) return;
    const { leaflet } = state.board.dataset;
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${leaflet}.css` }));
    await new Promise((done, failed) => {
      const script = Object.assign(document.createElement('script'), { src: `${leaflet}.js` });
      script.addEventListener('load', done);
      script.addEventListener('error', failed);
      document.head.append(script);
    });
    const answer = await state.ask('GET', `/tours.geojson?first=${state.first}&last=${state.last()}&reps=${encodeURIComponent(state.reps)}`);
    if (!answer.ok) return;
    map = draw(answer.body);
  });
}

function named({ name, rep, date }) {
  return Object.assign(document.createElement('span'), { textContent: [name, rep, date].filter(Boolean).join(' · ') });
}

function draw(tours) {
  const { L } = window;
  const reps = [...new Set(tours.features.map((one) => one.properties.rep))].sort();
  const colour = (rep) => `hsl(${Math.round((360 * reps.indexOf(rep)) / Math.max(1, reps.length))} 65% 42%)`;
  const map = L.map('map', { preferCanvas: true });
  map.attributionControl.setPrefix(false).addAttribution(tours.attribution);
  const layer = L.geoJSON(tours, {
    style: (one) => ({ color: colour(one.properties.rep), weight: 2, opacity: 0.75 }),
    pointToLayer: (one, at) => L.circleMarker(at, { radius: 4, color: colour(one.properties.rep), fillOpacity: 0.9 }),
    onEachFeature: (one, shape) => shape.bindTooltip(named(one.properties)),
  }).addTo(map);
  if (layer.getLayers().length) map.fitBounds(layer.getBounds(), { padding: [12, 12] });
  return map;
}
