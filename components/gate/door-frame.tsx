'use client';
import type { ReactNode } from 'react';
import { Clocks } from '@/components/app/clocks';
import { LanguageSwitch, ThemeSwitch } from '@/components/app/preferences';

/** The quiet frame before a shift is open: enrolling, unlocking, or saying why not. */
export function DoorFrame({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-2xl flex-col px-5 pb-8 text-lg">
      <header className="flex flex-wrap items-center justify-between gap-x-4 border-b border-rule py-2">
        <Clocks />
        <span className="flex items-center gap-2">
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className="flex grow flex-col gap-6 py-8">
        <h1 className="text-4xl leading-tight font-bold">{title}</h1>
        {children}
      </main>
      {aside}
    </div>
  );
}
