import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { PARSE_WITHOUT_EVAL } from '@/components/app/parse-without-eval';
import { PREFERENCE_SCRIPT } from '@/components/app/preference-script';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Cửa khẩu số Lạng Sơn', template: '%s · Cửa khẩu số Lạng Sơn' },
  description: 'Khai báo, thẻ QR và tình hình thông quan tại các cửa khẩu Lạng Sơn.',
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f3ec' },
    { media: '(prefers-color-scheme: dark)', color: '#000000' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The preference script writes lang and data-theme before React arrives.
    <html lang="vi" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, hashed into the CSP */}
        <script dangerouslySetInnerHTML={{ __html: PREFERENCE_SCRIPT }} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, hashed into the CSP */}
        <script dangerouslySetInnerHTML={{ __html: PARSE_WITHOUT_EVAL }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
