import type { Metadata } from 'next';
import { PublicRecordHere } from '@/components/slot/public-record-here';

export const metadata: Metadata = { title: 'Sổ công khai khung giờ' };

/** The shell of the record of a gate that was added after the build (GA-8). */
export default function Page() {
  return <PublicRecordHere />;
}
