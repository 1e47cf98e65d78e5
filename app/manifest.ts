import type { MetadataRoute } from 'next';

/** Makes `/gate` installable on a tablet; names in the officers' language, as they stand on the home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/gate',
    name: 'Cửa khẩu số Lạng Sơn · Chốt kiểm soát',
    short_name: 'Chốt kiểm soát',
    lang: 'vi',
    start_url: '/gate',
    scope: '/',
    display: 'standalone',
    orientation: 'any',
    background_color: '#000000',
    theme_color: '#0b5d4b',
    icons: [
      { src: '/icons/gate-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/gate-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/gate-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
