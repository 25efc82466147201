// The ground of a map: one canvas below everything else, drawn anew whenever the map has moved. Leaflet is there as L.
import { coloursOf, draw } from './draw.js';
import { readTile } from './mvt.js';

const SIDE = 512;
const EXTENT = 4096;
const MOST = 80;

/** Return a layer of our own tiles; `lost` is called once one cannot be had: a coarser one stands in for it then. */
export function groundLayer({ tiles, deepest }, lost) {
  const kept = new Map();
  const holes = new Set();
  const nameOf = (z, x, y) => tiles.replace('{z}', z).replace('{x}', x).replace('{y}', y);
  const Ground = L.Renderer.extend({
    _initContainer() {
      this._container = document.createElement('canvas');
      this._container.setAttribute('aria-hidden', 'true');
      this._context = this._container.getContext('2d');
    },
    _destroyContainer() {
      this._gone = true;
      this._container.remove();
    },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.redraw();
    },
    /** Draw what is there of what is seen, and ask for the rest. */
    redraw() {
      if (this._gone || !this._map) return;
      const ratio = window.devicePixelRatio > 1 ? 2 : 1;
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      Object.assign(this._container, { width: ratio * size.x, height: ratio * size.y });
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
      const colours = coloursOf(this._map.getContainer());
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this._context.fillStyle = colours.land;
      this._context.fillRect(0, 0, size.x, size.y);
      draw(this._context, this._seen(size), this._zoom, colours);
    },
    /** Return the tiles that are seen, in pixels of the canvas; those that lack are asked for. */
    _seen(size) {
      const zoom = Math.max(0, Math.min(deepest, Math.round(this._zoom) - 1));
      const side = SIDE * 2 ** (this._zoom - 1 - zoom);
      const corner = this._map.project(this._center, this._zoom).subtract(this._map.getSize().divideBy(2)).add(this._bounds.min.subtract(this._map.containerPointToLayerPoint([0, 0])));
      const found = new Map();
      const last = 2 ** zoom - 1;
      for (let x = Math.max(0, Math.floor(corner.x / side)); x <= Math.min(last, Math.floor((corner.x + size.x) / side)); x += 1) {
        for (let y = Math.max(0, Math.floor(corner.y / side)); y <= Math.min(last, Math.floor((corner.y + size.y) / side)); y += 1) {
          const best = this._best(zoom, x, y);
          if (!best) continue;
          const wide = side * 2 ** (zoom - best.z);
          found.set(`${best.z}/${best.x}/${best.y}`, { layers: best.layers, x: best.x * wide - corner.x, y: best.y * wide - corner.y, scale: wide / EXTENT });
        }
      }
      return [...found.values()];
    },
    /** Return a tile, or where it cannot be had the finest above it that can. */
    _best(z, x, y) {
      const layers = this._tile(z, x, y);
      if (layers) return { layers, z, x, y };
      return z > 0 && holes.has(nameOf(z, x, y)) ? this._best(z - 1, x >> 1, y >> 1) : null;
    },
    _tile(z, x, y) {
      const name = nameOf(z, x, y);
      if (!kept.has(name)) {
        kept.set(name, null);
        this._fetch(name);
        for (const old of kept.keys()) if (kept.size > MOST) kept.delete(old); else break;
      }
      return kept.get(name);
    },
    async _fetch(name) {
      try {
        const answer = await fetch(name, { credentials: 'same-origin' });
        if (!answer.ok) throw new Error(String(answer.status));
        kept.set(name, readTile(new Uint8Array(await answer.arrayBuffer())));
        holes.delete(name);
        this._again();
      } catch {
        kept.delete(name);
        lost();
        if (!holes.has(name)) this._again(); // once: another look at the map asks again
        holes.add(name);
      }
    },
    _again() {
      cancelAnimationFrame(this._soon);
      this._soon = requestAnimationFrame(() => this.redraw());
    },
  });
  const layer = new Ground({ pane: 'tilePane', padding: 0.25 });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => layer.redraw());
  return layer;
}
