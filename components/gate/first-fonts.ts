/**
 * The faces of the locked screen. Asked for with the page they are there when it is laid out; else every weight is looked
 * for in the system first and each line is laid out twice, some 100 ms on a tablet.
 */
export const FIRST_FONTS: readonly string[] = [
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-500-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-500-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-700-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-700-normal.woff2', import.meta.url),
].map(({ pathname }) => pathname);
