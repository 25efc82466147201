// Polygons that people draw: what lies inside by the even-odd rule, and whether the line crosses itself.

/** Say whether a point lies inside, by the even-odd rule. */
export function inside([x, y], ring) {
  let within = false;
  for (let n = 0, before = ring.length - 1; n < ring.length; before = n, n += 1) {
    const [ax, ay] = ring[n];
    const [bx, by] = ring[before];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** Say whether two edges that are no neighbours meet. */
export function crossesItself(ring) {
  const side = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const count = ring.length;
  for (let n = 0; n < count; n += 1) {
    for (let m = n + 2; m < count; m += 1) {
      if (n === 0 && m === count - 1) continue;
      const [a, b, c, d] = [ring[n], ring[(n + 1) % count], ring[m], ring[(m + 1) % count]];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
  }
  return false;
}
