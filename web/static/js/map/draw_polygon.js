// Drawing around something on a map: by dragging, or corner by corner with Enter or a second click on the first one.

const FAR_PX = 6;
const CLOSE_PX = 14;

/** Return {start, stop}; `done` is called with the corners as [x, y] in the map's degrees, `ended` when drawing ends. */
export function polygonDrawer(map, done, ended) {
  const { L } = window;
  const holder = map.getContainer();
  const line = L.polyline([], { dashArray: '6 5', weight: 3, color: '#d6336c', interactive: false });
  let corners = [];
  let dragging = null;

  const at = (event) => map.mouseEventToContainerPoint(event);
  const show = (more = []) => line.setLatLngs([...corners, ...more].map((point) => map.containerPointToLatLng(point)));
  const finish = () => {
    const ring = corners.map((point) => map.containerPointToLatLng(point)).map(({ lng, lat }) => [lng, lat]);
    stop();
    if (ring.length > 2) done(ring);
  };
  const down = (event) => {
    if (event.button !== 0 || event.target.closest('.leaflet-control')) return;
    event.preventDefault();
    event.stopPropagation();
    holder.setPointerCapture(event.pointerId);
    dragging = { from: at(event), far: false };
  };
  const move = (event) => {
    const now = at(event);
    if (!dragging) { if (corners.length) show([now]); return; }
    if (!dragging.far && now.distanceTo(dragging.from) < FAR_PX) return;
    if (!dragging.far) { dragging.far = true; corners.push(dragging.from); }
    if (now.distanceTo(corners.at(-1)) >= FAR_PX) corners.push(now);
    show();
  };
  const up = (event) => {
    if (!dragging) return;
    const { far } = dragging;
    dragging = null;
    if (far || (corners.length > 2 && at(event).distanceTo(corners[0]) < CLOSE_PX)) { finish(); return; }
    corners.push(at(event));
    show();
  };
  const key = (event) => {
    if (event.key === 'Enter' && corners.length > 2) { event.preventDefault(); finish(); }
    if (event.key === 'Escape') stop();
  };
  const listeners = [[holder, 'pointerdown', down], [holder, 'pointermove', move], [holder, 'pointerup', up], [document, 'keydown', key]];

  function start() {
    corners = [];
    line.setLatLngs([]).addTo(map);
    map.dragging.disable();
    map.doubleClickZoom.disable();
    holder.classList.add('drawing');
    for (const [where, name, act] of listeners) where.addEventListener(name, act, true);
  }

  function stop() {
    for (const [where, name, act] of listeners) where.removeEventListener(name, act, true);
    holder.classList.remove('drawing');
    line.remove();
    map.dragging.enable();
    map.doubleClickZoom.enable();
    ended();
  }

  return { start, stop };
}
