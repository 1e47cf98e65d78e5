import type { ReactNode } from 'react';
import { BoardWords } from '@/components/app/board-words';
import { BoardGates } from '@/components/board/board-gates';
import { EARLY_ASK_SCRIPT } from '@/components/board/early-ask';

export default function BoardLayout({ children }: { children: ReactNode }) {
  return (
    <BoardWords>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, hashed into the CSP */}
      <script dangerouslySetInnerHTML={{ __html: EARLY_ASK_SCRIPT }} />
      <BoardGates>{children}</BoardGates>
    </BoardWords>
  );
}
