'use client';
import type { ReactNode } from 'react';
import vietnamese from '@/messages/vi.json';
import { LocaleProvider, type Words } from './locale-provider';

const words: Words = {
  vi: vietnamese,
  load: { en: () => import('@/messages/en.json'), zh: () => import('@/messages/zh.json') },
};

/** For those who stay: declaring, the control room. A pass, a tablet and a board bring their own part. */
export const AllWords = ({ children }: { readonly children: ReactNode }) => (
  <LocaleProvider words={words}>{children}</LocaleProvider>
);
