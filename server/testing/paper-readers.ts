import { spawnSync } from 'node:child_process';

/** Readers of PDF and codes that are not ours; where they are not installed a print cannot be read back. */
export const hasPaperReaders = ['pdftotext', 'pdftoppm', 'zbarimg'].every(
  (tool) => spawnSync(tool, ['-h']).error === undefined,
);
