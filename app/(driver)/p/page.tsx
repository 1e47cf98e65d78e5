import type { Metadata } from 'next';
import { PassWords } from '@/components/app/pass-words';
import { PassRoot } from '@/components/pass/pass-root';

export const metadata: Metadata = {
  title: 'Thẻ của xe',
  // A pass is nobody's search result, and its address must not travel to other sites.
  robots: { index: false },
  referrer: 'no-referrer',
};

export default function Page() {
  return (
    <PassWords>
      <PassRoot />
    </PassWords>
  );
}
