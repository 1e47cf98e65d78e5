'use client';
import type { ReactNode } from 'react';
import { AfterFirstPaint } from '@/components/app/after-first-paint';
import { Clocks } from '@/components/app/clocks';
import { LanguageSwitch, ThemeSwitch } from '@/components/app/preferences';

/** The quiet frame before a shift is open: enrolling, unlocking, or saying why not. What it is about is painted first. */
export function DoorFrame({
  title,
  aside,
  isBare = false,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  /** Its head is kept free: it comes with what is awaited. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-2xl flex-col px-5 pb-8 text-lg">
      <header className="flex min-h-15 flex-wrap items-center justify-between gap-x-4 border-b border-rule py-2">
        {isBare ? null : (
          <AfterFirstPaint>
            <Clocks />
            <span className="flex items-center gap-2">
              <LanguageSwitch />
              <ThemeSwitch />
            </span>
          </AfterFirstPaint>
        )}
      </header>
      <main className="flex grow flex-col gap-6 py-8">
        <h1 className="text-4xl leading-tight font-bold">{title}</h1>
        {children}
      </main>
      <AfterFirstPaint>{aside}</AfterFirstPaint>
    </div>
  );
}
