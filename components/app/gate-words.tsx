'use client';
import type { ReactNode } from 'react';
import vietnamese from '@/messages/vi.json?part=gate';
import { LocaleProvider, type Words } from './locale-provider';

const words: Words = {
  vi: vietnamese,
  load: {
    en: () => import('@/messages/en.json?part=gate'),
    zh: () => import('@/messages/zh.json?part=gate'),
  },
};

export const GateWords = ({ children }: { readonly children: ReactNode }) => (
  <LocaleProvider words={words}>{children}</LocaleProvider>
);
