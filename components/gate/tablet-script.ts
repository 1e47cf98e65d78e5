import { TABLET_MARK } from '@/offline/react/tablet-mark';

const FIRST_FONTS: readonly string[] = [
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-700-normal.woff2', import.meta.url),
  new URL('@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-700-normal.woff2', import.meta.url),
].map(({ pathname }) => pathname);

/**
 * Runs before anything of the page is drawn. On a tablet it says so on <html>, and asks for the faces of the locked screen
 * with the page, which lie there already: else every weight is looked for in the system first and each line is laid out
 * twice, some 100 ms. Who is no tablet would fetch them over the network, in the way of the page itself.
 * Plain ES5 text, inline in the page: it is not compiled.
 */
export const TABLET_SCRIPT = [
  `(function(){try{if(!localStorage.getItem(${JSON.stringify(TABLET_MARK)}))return}catch(e){return}`,
  'document.documentElement.setAttribute("data-tablet","");',
  `${JSON.stringify(FIRST_FONTS)}.forEach(function(f){var l=document.createElement("link");`,
  'l.rel="preload";l.as="font";l.type="font/woff2";l.crossOrigin="anonymous";l.href=f;',
  'document.head.appendChild(l)})})()',
].join('');
