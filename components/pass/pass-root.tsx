'use client';
import { usePassPage } from '@/offline/react/use-pass-page';
import { PassScreen } from './pass-screen';

/** `/p#<token>`: the fragment, then this phone's own store, then the centre when it can be reached. */
export function PassRoot() {
  return <PassScreen page={usePassPage()} />;
}
