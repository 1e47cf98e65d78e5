import { chanceOf } from './chance';
import { type Plane, planeOf } from './plane';
import type { Scene } from './scene';

/** Dark modules of the code as drawn by the product, quiet zone not included. */
export type Modules = { readonly side: number; readonly isDark: (x: number, y: number) => boolean };

export const QUIET = 4;
const TEXEL = 6;
/** Cards are larger than the code: a phone's white field, a sheet of paper. Modules around the quiet zone. */
const MARGIN = 3;

export type Card = {
  readonly plane: Plane;
  /** Texels per module. */
  readonly texel: number;
  /** Modules from the card's corner to the code's. */
  readonly offset: number;
  /** Modules per side of the whole card. */
  readonly side: number;
};

/** Draws the code and what happened to the thing it is on: folds, tears, cracks, dirt. */
export function drawCard(modules: Modules, scene: Scene): Card {
  const offset = QUIET + MARGIN;
  const side = modules.side + 2 * offset;
  const size = side * TEXEL;
  const plane = planeOf(size, size, scene.surroundings);
  const [ink, paper] = scene.inverted ? [scene.light, scene.dark] : [scene.dark, scene.light];
  const bend = bendOf(scene, side);
  for (let ty = 0; ty < size; ty += 1) {
    for (let tx = 0; tx < size; tx += 1) {
      const [u, v, shade] = bend((tx + 0.5) / TEXEL, (ty + 0.5) / TEXEL);
      const [mx, my] = [Math.floor(u - offset), Math.floor(v - offset)];
      const onCard = u >= MARGIN / 2 && v >= MARGIN / 2 && u < side - MARGIN / 2 && v < side - MARGIN / 2;
      if (!onCard) continue;
      const inCode = mx >= 0 && my >= 0 && mx < modules.side && my < modules.side;
      plane.light[ty * size + tx] = (inCode && modules.isDark(mx, my) ? ink : paper) * shade;
    }
  }
  const card = { plane, texel: TEXEL, offset, side };
  if (scene.condition === 'torn') tear(card, scene);
  if (scene.condition === 'cracked') crack(card, scene);
  return card;
}

type Bend = (u: number, v: number) => readonly [number, number, number];

/** Paper folded once or twice: behind each fold it leans away, is narrower, a little aside, and lit otherwise. */
function bendOf(scene: Scene, side: number): Bend {
  if (scene.condition !== 'folded') return (u, v) => [u, v, 1];
  const chance = chanceOf(scene.seed + 1);
  const folds = Array.from({ length: 1 + chance.whole(2) }, (_, at) => ({
    alongU: at === 1 ? true : chance.next() < 0.5,
    at: side * chance.between(0.3, 0.7),
    lean: chance.between(0.3, 1) * scene.severity * 0.09 + 0.02,
    aside: chance.normal() * 0.026 * (0.4 + scene.severity),
    shade: 1 - chance.between(0.05, 0.4) * (chance.next() < 0.7 ? 1 : -0.4),
    crease: chance.between(0.15, 0.5),
  }));
  return (u, v) => {
    let shade = 1;
    let [x, y] = [u, v];
    for (const fold of folds) {
      const far = (fold.alongU ? u : v) - fold.at;
      if (Math.abs(far) < fold.crease) shade *= 1.35;
      if (far <= 0) continue;
      shade *= fold.shade;
      if (fold.alongU) [x, y] = [x + far * fold.lean, y + far * fold.aside];
      else [x, y] = [x + far * fold.aside, y + far * fold.lean];
    }
    return [x, y, shade];
  };
}

/** A piece is missing at a side or corner, the paper is scuffed, and sometimes the halves were taped together askew. */
function tear(card: Card, scene: Scene): void {
  const chance = chanceOf(scene.seed + 2);
  const { plane, texel, side } = card;
  const size = plane.width;
  const depth = (2 + scene.severity * 5.3) * chance.between(0.7, 1.2);
  const edge = chance.whole(4);
  const centre = chance.between(0.1, 0.9) * side;
  const reach = chance.between(5, 10 + 14 * scene.severity);
  const jag = Array.from({ length: size }, () => chance.normal() * 0.25);
  for (let t = 1; t < size; t += 1) jag[t] = (jag[t] ?? 0) + 0.92 * (jag[t - 1] ?? 0);
  const taped = chance.next() < 0.4 ? chance.between(0.3, 0.7) * size : size;
  const slip = Math.round(chance.normal() * 0.7 * texel);
  const before = plane.light.slice();
  for (let ty = 0; ty < size; ty += 1) {
    for (let tx = 0; tx < size; tx += 1) {
      if (ty > taped)
        plane.light[ty * size + tx] = before[ty * size + Math.min(size - 1, Math.max(0, tx + slip))] ?? 0;
      const [u, v] = [tx / texel, ty / texel];
      const along = edge % 2 === 0 ? u : v;
      const inward = edge === 0 ? v : edge === 1 ? u : edge === 2 ? side - v : side - u;
      const bite =
        card.offset + depth * (1 - ((along - centre) / reach) ** 2) + (jag[edge % 2 === 0 ? tx : ty] ?? 0);
      if (Math.abs(along - centre) < reach && inward < bite) plane.light[ty * size + tx] = scene.surroundings;
    }
  }
  for (let spot = 0; spot < 2 + scene.severity * 5; spot += 1) {
    blot(
      card,
      chance.between(0.15, 0.85) * side,
      chance.between(0.15, 0.85) * side,
      chance.between(0.6, 1.8),
      {
        value: chance.next() < 0.5 ? scene.dark : scene.light,
      },
    );
  }
}

function blot(card: Card, u: number, v: number, radius: number, ink: { readonly value: number }): void {
  const { plane, texel } = card;
  const r = radius * texel;
  for (let y = Math.floor(v * texel - r); y <= v * texel + r; y += 1) {
    for (let x = Math.floor(u * texel - r); x <= u * texel + r; x += 1) {
      if (x < 0 || y < 0 || x >= plane.width || y >= plane.height) continue;
      if ((x - u * texel) ** 2 + (y - v * texel) ** 2 <= r * r) plane.light[y * plane.width + x] = ink.value;
    }
  }
}

/** Glass broken at one point: splinters run out of it, scatter light or let none through, and shift what is behind. */
function crack(card: Card, scene: Scene): void {
  const chance = chanceOf(scene.seed + 3);
  const { plane, side, texel } = card;
  const [u0, v0] = [chance.between(0.1, 0.9) * side, chance.between(0.1, 0.9) * side];
  const rays = 4 + Math.round(scene.severity * 9);
  const before = plane.light.slice();
  for (let ray = 0; ray < rays; ray += 1) {
    let angle = (ray / rays) * 2 * Math.PI + chance.normal() * 0.3;
    let [u, v] = [u0, v0];
    const width = chance.between(0.15, 0.3 + 0.5 * scene.severity);
    const value = chance.next() < 0.65 ? chance.between(0.7, 1) : chance.between(0, 0.15);
    const length = side * chance.between(0.3, 1);
    for (let gone = 0; gone < length; gone += 0.12) {
      if (chance.next() < 0.02) angle += chance.normal() * 0.5;
      u += Math.cos(angle) * 0.12;
      v += Math.sin(angle) * 0.12;
      blot(card, u, v, width / 2, { value });
      // Beside the splinter the picture behind is shifted by the broken edge.
      const [bx, by] = [
        Math.round((u + Math.sin(angle) * 0.6) * texel),
        Math.round((v - Math.cos(angle) * 0.6) * texel),
      ];
      if (bx > 4 && by > 4 && bx < plane.width - 4 && by < plane.height - 4)
        plane.light[by * plane.width + bx] = before[(by + 3) * plane.width + bx + 3] ?? value;
    }
  }
  blot(card, u0, v0, 0.8 + scene.severity * 2.2, { value: chance.between(0.6, 1) });
}
