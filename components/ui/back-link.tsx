import type { ReactNode } from 'react';

/** Above a page's title: to the page that it was opened from. */
export function BackLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <p>
      <a
        href={href}
        className="inline-flex min-h-11 items-center font-semibold text-link underline underline-offset-4"
      >
        {children}
      </a>
    </p>
  );
}
