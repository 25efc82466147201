// Files as forms: the map of accounts that would change hands, and a word before what is not in force yet is left.
import { named, openMap } from './map/frame.js';

const COLOURS = ['#1b6ca8', '#b83245', '#a06b0c', '#2f7a45', '#7c4987', '#177e7e', '#6a6f7a', '#8a5a2b'];
const form = document.getElementById('forms');
let touched = form.dataset.changed === '1';
form.addEventListener('input', () => { touched = true; });
form.addEventListener('submit', () => { touched = false; });
window.addEventListener('beforeunload', (event) => { if (touched) event.preventDefault(); });

const moved = document.getElementById('moved');
if (moved) {
  const dots = JSON.parse(moved.dataset.dots);
  const names = JSON.parse(moved.dataset.names);
  const reps = Object.keys(names).sort();
  const colour = (rep) => (reps.includes(rep) ? COLOURS[reps.indexOf(rep) % COLOURS.length] : '#888888');
  const called = (rep) => names[rep] ?? (rep || moved.dataset.nobody);
  const map = await openMap(document.getElementById('map'), { zoomSnap: 0.25 });
  const { L } = window;
  const drawn = dots.map(([name, lat, lon, before, after]) => L.circleMarker([lat, lon], {
    radius: 6, weight: 3, color: colour(before), fillColor: colour(after), fillOpacity: 1,
  }).bindTooltip(named(`${name}: ${called(before)} → ${called(after)}`)).addTo(map));
  map.fitBounds(L.featureGroup(drawn).getBounds(), { padding: [20, 20], maxZoom: 13, animate: false });
}
