// Drawing tiles of the ground on a canvas: areas, roads by their class, borders, then names that do not meet.

const ROADS = ['track', 'service', 'minor', 'link', 'tertiary', 'secondary', 'primary', 'trunk', 'motorway', 'ferry'];
const WIDTH = { track: 0.4, service: 0.5, minor: 0.9, link: 1, tertiary: 1.2, secondary: 1.5, primary: 1.8, trunk: 2.1, motorway: 2.4, ferry: 0.6 };
const RANK = ['city', 'town', 'village', 'suburb', 'hamlet', 'neighbourhood', 'locality'];

/** Return the colours of the theme that the page is in. */
export function coloursOf(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(['land', 'wood', 'water', 'minor', 'major', 'great', 'edge', 'border', 'name', 'halo'].map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

/** Draw tiles: each {layers, x, y, scale}, its corner in pixels and the pixels of one of its units; zoom is the map's. */
export function draw(context, tiles, zoom, colours) {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const name of ['wood', 'water']) {
    context.fillStyle = colours[name];
    each(tiles, name, (path) => context.fill(path, 'evenodd'));
  }
  context.strokeStyle = colours.water;
  each(tiles, 'stream', (path, { class: kind }) => stroke(context, path, kind === 'river' ? Math.max(1, (zoom - 9) * 0.7) : 1));
  drawRoads(context, tiles, zoom, colours);
  context.strokeStyle = colours.border;
  each(tiles, 'border', (path, { class: level }) => {
    context.globalAlpha = level < 5 ? 0.9 : 0.4;
    stroke(context, path, level === '2' ? 2 : 1, level === '2' ? [8, 4, 2, 4] : [4, 4]);
  });
  context.globalAlpha = 1;
  drawNames(context, tiles, zoom, colours);
}

function drawRoads(context, tiles, zoom, colours) {
  const roads = new Map(ROADS.map((kind) => [kind, []]));
  each(tiles, 'road', (path, tags) => roads.get(tags.class)?.push(path));
  const grown = 1.28 ** (zoom - 11);
  for (const edge of [true, false]) {
    for (const [kind, paths] of roads) {
      const width = Math.min(16, Math.max(0.6, WIDTH[kind] * grown));
      if (edge && width < 2) continue;
      context.strokeStyle = edge ? colours.edge : kind === 'ferry' ? colours.water : ROADS.indexOf(kind) >= 7 ? colours.great : ROADS.indexOf(kind) >= 5 ? colours.major : width < 1.6 ? colours.edge : colours.minor;
      for (const path of paths) stroke(context, path, edge ? width + 1.4 : width, kind === 'ferry' ? [6, 5] : []);
    }
  }
}

function stroke(context, path, width, dash = []) {
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke(path);
}

function each(tiles, name, take) {
  for (const tile of tiles) {
    for (const one of tile.layers[name]?.features ?? []) {
      const path = new Path2D();
      for (const line of one.lines) {
        for (let n = 0; n < line.length; n += 2) path[n ? 'lineTo' : 'moveTo'](tile.x + line[n] * tile.scale, tile.y + line[n + 1] * tile.scale);
      }
      take(path, one.tags, one, tile);
    }
  }
}

function drawNames(context, tiles, zoom, colours) {
  context.setLineDash([]);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.name;
  context.lineWidth = 3;
  const taken = [];
  const said = new Set();
  const places = gathered(tiles, 'place').sort((a, b) => RANK.indexOf(a.tags.class) - RANK.indexOf(b.tags.class) || (a.tags.name < b.tags.name ? -1 : 1));
  for (const { tags, spots } of places) {
    const size = Math.max(11, 17 - 2 * RANK.indexOf(tags.class)) + (zoom > 13 ? 1 : 0);
    context.font = `${RANK.indexOf(tags.class) < 2 ? 600 : 500} ${size}px system-ui, sans-serif`;
    for (const [x, y] of spots) write(context, taken, said, tags.name, x, y, 0, size);
  }
  context.font = '500 11px system-ui, sans-serif';
  for (const layer of ['road', 'stream']) {
    const found = gathered(tiles, layer).filter(({ tags }) => tags.name).sort((a, b) => ROADS.indexOf(b.tags.class) - ROADS.indexOf(a.tags.class));
    for (const { tags, straight } of found) {
      const wide = context.measureText(tags.name).width;
      if (straight && straight.length > wide) write(context, taken, said, tags.name, straight.x, straight.y, straight.angle, 11);
    }
  }
}

/** Gather what bears a name: spots in pixels, and of lines the longest straight piece. */
function gathered(tiles, name) {
  const found = [];
  for (const tile of tiles) {
    for (const one of tile.layers[name]?.features ?? []) {
      if (!one.tags.name) continue;
      const spots = one.lines.map((line) => [tile.x + line[0] * tile.scale, tile.y + line[1] * tile.scale]);
      found.push({ tags: one.tags, spots, straight: name === 'place' ? null : straightest(one.lines, tile) });
    }
  }
  return found;
}

function straightest(lines, tile) {
  let best = null;
  for (const line of lines) {
    for (let n = 0; n + 3 < line.length; n += 2) {
      const [dx, dy] = [line[n + 2] - line[n], line[n + 3] - line[n + 1]];
      const length = Math.hypot(dx, dy) * tile.scale;
      if (!best || length > best.length) best = { length, dx, dy, x: tile.x + (line[n] + dx / 2) * tile.scale, y: tile.y + (line[n + 1] + dy / 2) * tile.scale };
    }
  }
  if (best) best.angle = Math.atan(best.dx ? best.dy / best.dx : Math.sign(best.dy) * 1e9);
  return best;
}

/** Write a name unless it meets another, or is written already. */
function write(context, taken, said, name, x, y, angle, size) {
  const wide = context.measureText(name).width / 2 + 3;
  const [across, down] = [Math.abs(Math.cos(angle)) * wide + Math.abs(Math.sin(angle)) * size, Math.abs(Math.sin(angle)) * wide + size * 0.8];
  const box = [x - across, y - down, x + across, y + down];
  if (taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1])) return;
  if (said.has(name)) return;
  said.add(name);
  taken.push(box);
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.strokeText(name, 0, 0);
  context.fillText(name, 0, 0);
  context.restore();
}
