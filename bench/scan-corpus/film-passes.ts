import { open } from 'node:fs/promises';
import { drawCard } from './card';
import { modulesOf } from './modules';
import { renderFrame } from './render-frame';
import { CONDITIONS, FRAME_HEIGHT, FRAME_WIDTH, FRAMES_PER_BURST, sceneOf } from './scene';

export const FILM_WIDTH = 1280;
const WIDTH = FILM_WIDTH;
const HEIGHT = 720;
export const FRAMES_PER_SECOND = 15;
export const SHOWN_FRAMES = FRAMES_PER_BURST;
export const WALL_FRAMES = 10;
/**
 * Five squares in the film's corner, outside of what is read finely: the first is light while a pass is in the picture,
 * the others are the bits of its number.
 */
export const SQUARE = 32;
export const SQUARES = 5;
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
    mark(wall, null);
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
        mark(luma, at);
        await add(luma);
      }
    }
  } finally {
    await film.close();
  }
}

function mark(luma: Buffer, number: number | null): void {
  for (let square = 0; square < SQUARES; square += 1) {
    const isLight = number !== null && (square === 0 || ((number >> (square - 1)) & 1) === 1);
    for (let row = 0; row < SQUARE; row += 1)
      luma.fill(isLight ? 235 : 16, row * WIDTH + square * SQUARE, row * WIDTH + (square + 1) * SQUARE);
  }
}
