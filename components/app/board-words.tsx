'use client';
import type { ReactNode } from 'react';
import vietnamese from '@/messages/vi.json?part=board';
import { LocaleProvider, type Words } from './locale-provider';

const words: Words = {
  vi: vietnamese,
  load: {
    en: () => import('@/messages/en.json?part=board'),
    zh: () => import('@/messages/zh.json?part=board'),
  },
};

export const BoardWords = ({ children }: { readonly children: ReactNode }) => (
  <LocaleProvider words={words}>{children}</LocaleProvider>
);
