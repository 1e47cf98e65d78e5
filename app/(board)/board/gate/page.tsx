import type { Metadata } from 'next';
import { GateBoardHere } from '@/components/board/gate-board-here';

export const metadata: Metadata = { title: 'Bảng cửa khẩu' };

/** The shell of every gate's board: what a worker keeps, and what a gate gets that was added after the build (GA-8). */
export default function Page() {
  return <GateBoardHere />;
}
