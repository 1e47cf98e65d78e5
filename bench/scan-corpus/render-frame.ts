import type { Card } from './card';
import { chanceOf } from './chance';
import { blurPlane, type Plane, planeOf, smearPlane } from './plane';
import { FRAME_HEIGHT, FRAME_WIDTH, type Frame, type Scene } from './scene';

export type Grey = { readonly width: number; readonly height: number; readonly grey: Uint8ClampedArray };

const FOCAL = 1400;
const NOISE = (() => {
  const chance = chanceOf(7);
  return Float32Array.from({ length: 65_536 }, () => chance.normal());
})();

/** The card as this frame's camera sees it: perspective, lens, light, glare, blur, noise, 8 bits. */
export function renderFrame(card: Card, scene: Scene, frame: Frame): Grey {
  const toCard = viewOf(card, scene, frame);
  const plane = planeOf(FRAME_WIDTH, FRAME_HEIGHT, scene.surroundings);
  backdrop(plane, scene, frame);
  const box = boxOf(card, scene, frame);
  const seen = seenFrom(toCard, box);
  const part = warp(card, seen, plane, box);
  light(part, box, card, seen, scene, frame);
  blurPlane(part, frame.defocus);
  smearPlane(part, frame.smear, frame.smearAngle);
  paste(part, plane, box);
  return expose(plane, frame);
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type View = (x: number, y: number) => readonly [number, number];

/** Pinhole camera; answers the point of the card, in modules from its corner, behind each pixel. */
function viewOf(card: Card, scene: Scene, frame: Frame): View {
  const [a, b, c] = axes(frame);
  const scale = FOCAL / frame.modulePx;
  const half = card.side / 2;
  const corner = (FRAME_WIDTH ** 2 + FRAME_HEIGHT ** 2) / 4;
  // Plane through (0,0,scale) spanned by a and b, normal c: where the ray of a pixel meets it.
  return (px, py) => {
    let [x, y] = [px - FRAME_WIDTH / 2, py - FRAME_HEIGHT / 2];
    const pull = 1 + (scene.barrel * (x * x + y * y)) / corner;
    x = x * pull - frame.dx;
    y = y * pull - frame.dy;
    const ray = [x / FOCAL, y / FOCAL, 1] as const;
    const t = (c[2] * scale) / (ray[0] * c[0] + ray[1] * c[1] + c[2]);
    const [hx, hy, hz] = [ray[0] * t, ray[1] * t, t - scale];
    return [hx * a[0] + hy * a[1] + hz * a[2] + half, hx * b[0] + hy * b[1] + hz * b[2] + half];
  };
}

type Vector = readonly [number, number, number];

function axes({ roll, yaw, pitch }: Frame): readonly [Vector, Vector, Vector] {
  const turn = ([x, y, z]: Vector): Vector => {
    const [x1, y1] = [x * Math.cos(roll) - y * Math.sin(roll), x * Math.sin(roll) + y * Math.cos(roll)];
    const [x2, z2] = [x1 * Math.cos(yaw) + z * Math.sin(yaw), -x1 * Math.sin(yaw) + z * Math.cos(yaw)];
    return [x2, y1 * Math.cos(pitch) - z2 * Math.sin(pitch), y1 * Math.sin(pitch) + z2 * Math.cos(pitch)];
  };
  return [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
}

/** Where the card stands in the frame, with room for blur; only this part is drawn finely. */
function boxOf(card: Card, scene: Scene, frame: Frame): Box {
  const [a, b] = axes(frame);
  const scale = FOCAL / frame.modulePx;
  const half = card.side / 2;
  const points = [-half, half].flatMap((u) =>
    [-half, half].map((v) => {
      const depth = scale + a[2] * u + b[2] * v;
      const x = (FOCAL * (a[0] * u + b[0] * v)) / depth + frame.dx;
      const y = (FOCAL * (a[1] * u + b[1] * v)) / depth + frame.dy;
      return [x * (1 - scene.barrel), y * (1 - scene.barrel)] as const;
    }),
  );
  const room = 16 + 3 * frame.defocus + frame.smear;
  const clampX = (x: number) => Math.max(0, Math.min(FRAME_WIDTH, Math.round(x + FRAME_WIDTH / 2)));
  const clampY = (y: number) => Math.max(0, Math.min(FRAME_HEIGHT, Math.round(y + FRAME_HEIGHT / 2)));
  const x = clampX(Math.min(...points.map(([px]) => px)) * 1.03 - room);
  const y = clampY(Math.min(...points.map(([, py]) => py)) * 1.03 - room);
  const right = clampX(Math.max(...points.map(([px]) => px)) * 1.03 + room);
  const bottom = clampY(Math.max(...points.map(([, py]) => py)) * 1.03 + room);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

/** A cab, a wall, a jacket: soft shapes with a few hard edges. */
function backdrop(plane: Plane, scene: Scene, frame: Frame): void {
  const chance = chanceOf(scene.seed + 4);
  const blocks = Array.from({ length: 9 }, () => ({
    x: chance.between(-0.1, 1) * FRAME_WIDTH + frame.dx,
    y: chance.between(-0.1, 1) * FRAME_HEIGHT + frame.dy,
    width: chance.between(30, 420),
    height: chance.between(20, 300),
    value: chance.between(0.05, 0.8),
  }));
  for (const { x, y, width, height, value } of blocks) {
    const to = Math.min(FRAME_HEIGHT, Math.round(y + height));
    for (let row = Math.max(0, Math.round(y)); row < to; row += 1) {
      const from = Math.max(0, Math.round(x));
      const end = Math.min(FRAME_WIDTH, Math.round(x + width));
      if (end > from) plane.light.fill(value, row * FRAME_WIDTH + from, row * FRAME_WIDTH + end);
    }
  }
}

/** Points of the card behind the corners of the box's pixels, row by row. */
type Seen = { readonly u: Float32Array; readonly v: Float32Array; readonly stride: number };

function seenFrom(view: View, box: Box): Seen {
  const stride = box.width + 1;
  const u = new Float32Array(stride * (box.height + 1));
  const v = new Float32Array(u.length);
  for (let y = 0; y <= box.height; y += 1) {
    for (let x = 0; x <= box.width; x += 1) {
      const [pu, pv] = view(box.x + x, box.y + y);
      u[y * stride + x] = pu;
      v[y * stride + x] = pv;
    }
  }
  return { u, v, stride };
}

/** Three by three samples a pixel, nearest texel: no ringing, no softness of our own. */
function warp(card: Card, seen: Seen, backdropPlane: Plane, box: Box): Plane {
  const part = planeOf(box.width, box.height);
  const { plane, texel } = card;
  const size = plane.width;
  const { u, v, stride } = seen;
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) {
      const at = y * stride + x;
      const [u0, v0] = [(u[at] ?? 0) * texel, (v[at] ?? 0) * texel];
      const [ux, vx] = [((u[at + 1] ?? 0) * texel - u0) / 3, ((v[at + 1] ?? 0) * texel - v0) / 3];
      const [uy, vy] = [((u[at + stride] ?? 0) * texel - u0) / 3, ((v[at + stride] ?? 0) * texel - v0) / 3];
      const behind = backdropPlane.light[(box.y + y) * FRAME_WIDTH + box.x + x] ?? 0;
      let sum = 0;
      for (let sy = 0.5; sy < 3; sy += 1) {
        for (let sx = 0.5; sx < 3; sx += 1) {
          const tx = Math.floor(u0 + ux * sx + uy * sy);
          const ty = Math.floor(v0 + vx * sx + vy * sy);
          const inside = tx >= 0 && ty >= 0 && tx < size && ty < size;
          sum += inside ? (plane.light[ty * size + tx] ?? 0) : behind;
        }
      }
      part.light[y * box.width + x] = sum / 9;
    }
  }
  return part;
}

/** Uneven light, lamps mirrored in the glass, and the pattern of a screen's pixels against the sensor's. */
function light(part: Plane, box: Box, card: Card, seen: Seen, scene: Scene, frame: Frame): void {
  const { moire, moirePeriod, moireAngle, slope, slopeAngle, glares } = frame;
  const [mx, my] = [Math.cos(moireAngle) / moirePeriod, Math.sin(moireAngle) / moirePeriod];
  for (let y = 0; y < part.height; y += 1) {
    for (let x = 0; x < part.width; x += 1) {
      const [px, py] = [box.x + x, box.y + y];
      const at = y * part.width + x;
      const across =
        ((px / FRAME_WIDTH - 0.5) * Math.cos(slopeAngle) + (py / FRAME_HEIGHT - 0.5) * Math.sin(slopeAngle)) *
        2;
      let value = (part.light[at] ?? 0) * (1 + slope * across);
      if (moire > 0.02) {
        const wave =
          Math.sin(2 * Math.PI * (px * mx + py * my)) * 0.6 +
          Math.sin(2 * Math.PI * (py * mx * 0.9 - px * my * 1.1)) * 0.4;
        value = value * (1 + moire * wave) + 0.12 * moire * (1 + wave) * scene.light;
      }
      if (glares.length > 0) {
        const [u, v] = [seen.u[y * seen.stride + x] ?? 0, seen.v[y * seen.stride + x] ?? 0];
        for (const glare of glares) {
          const [du, dv] = [u / card.side - glare.u, v / card.side - glare.v];
          const along = (du * Math.cos(glare.angle) + dv * Math.sin(glare.angle)) / glare.stretch;
          const aside = dv * Math.cos(glare.angle) - du * Math.sin(glare.angle);
          const near = (along * along + aside * aside) / (glare.radius * glare.radius);
          if (near < 6) value += glare.strength * Math.exp(-near * 1.2);
        }
      }
      part.light[at] = Math.min(value, 1.4);
    }
  }
}

function paste(part: Plane, plane: Plane, box: Box): void {
  for (let y = 0; y < box.height; y += 1) {
    plane.light.set(
      part.light.subarray(y * box.width, (y + 1) * box.width),
      (box.y + y) * FRAME_WIDTH + box.x,
    );
  }
}

/** Shot noise grows with the light, read noise does not; then eight bits. */
function expose(plane: Plane, frame: Frame): Grey {
  const grey = new Uint8ClampedArray(plane.light.length);
  const chance = chanceOf(frame.seed);
  for (let y = 0; y < plane.height; y += 1) {
    let toss = chance.whole(NOISE.length);
    for (let x = 0; x < plane.width; x += 1) {
      const at = y * plane.width + x;
      const value = Math.max(0, (plane.light[at] ?? 0) * frame.gain);
      toss = (toss + 1) & 0xffff;
      const sigma = frame.noise * (0.45 + 0.55 * Math.sqrt(Math.min(1, value)));
      grey[at] = value * 235 + 8 + sigma * (NOISE[toss] ?? 0);
    }
  }
  return { width: plane.width, height: plane.height, grey };
}
