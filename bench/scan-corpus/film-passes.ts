import { open } from 'node:fs/promises';
import { drawCard } from './card';
import { modulesOf } from './modules';
import { renderFrame } from './render-frame';
import { CONDITIONS, FRAME_HEIGHT, FRAME_WIDTH, FRAMES_PER_BURST, sceneOf } from './scene';

const WIDTH = 1280;
const HEIGHT = 720;
export const FRAMES_PER_SECOND = 15;
export const SHOWN_FRAMES = FRAMES_PER_BURST;
export const WALL_FRAMES = 10;
/** Square in the film's corner that says whether a pass is in the picture; outside of what is read finely. */
const CORNER = 48;
const SEED = 3;

/** A Y4M film for Chromium's fake camera: wall, pass held in a hand, wall, the next pass, and again from the start. */
export async function filmPasses(tokens: readonly string[], file: string): Promise<void> {
  const film = await open(file, 'w');
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const add = async (luma: Buffer) => {
    await film.write('FRAME\n');
    await film.write(luma);
    await film.write(chroma);
  };
  try {
    await film.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    const wall = Buffer.alloc(WIDTH * HEIGHT, 110);
    corner(wall, 16);
    for (const [at, token] of tokens.entries()) {
      for (let count = 0; count < WALL_FRAMES; count += 1) await add(wall);
      // A burst of the corpus whose condition is the plain one: turned, moving, slightly soft.
      const scene = sceneOf(SEED, at * CONDITIONS.length);
      const card = drawCard(modulesOf(token, 'L'), scene);
      for (const frame of scene.frames) {
        const { grey } = renderFrame(card, scene, frame);
        const luma = Buffer.alloc(WIDTH * HEIGHT, 110);
        const [x, y] = [(WIDTH - FRAME_WIDTH) >> 1, (HEIGHT - FRAME_HEIGHT) >> 1];
        for (let row = 0; row < FRAME_HEIGHT; row += 1)
          luma.set(grey.subarray(row * FRAME_WIDTH, (row + 1) * FRAME_WIDTH), (y + row) * WIDTH + x);
        corner(luma, 235);
        await add(luma);
      }
    }
  } finally {
    await film.close();
  }
}

function corner(luma: Buffer, value: number): void {
  for (let row = 0; row < CORNER; row += 1) luma.fill(value, row * WIDTH, row * WIDTH + CORNER);
}
