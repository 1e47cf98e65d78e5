'use client';
import type { ReactNode } from 'react';
import vietnamese from '@/messages/vi.json?part=pass';
import { LocaleProvider, type Words } from './locale-provider';

const words: Words = {
  vi: vietnamese,
  load: {
    en: () => import('@/messages/en.json?part=pass'),
    zh: () => import('@/messages/zh.json?part=pass'),
  },
};

export const PassWords = ({ children }: { readonly children: ReactNode }) => (
  <LocaleProvider words={words}>{children}</LocaleProvider>
);
