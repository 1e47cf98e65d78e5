import type { ReactNode } from 'react';

const TONES = {
  note: 'border-note-edge bg-note',
  fault: 'border-fault bg-fault-paper',
  plain: 'border-edge bg-card',
} as const;

/** Advice beside what it is about: a coloured edge, no icon. */
export function Notice({
  tone = 'note',
  role,
  children,
}: {
  readonly tone?: keyof typeof TONES;
  readonly role?: 'status' | 'alert';
  readonly children: ReactNode;
}) {
  return (
    <div role={role} className={`rounded-r-xl border-l-4 px-4 py-3 ${TONES[tone]}`}>
      {children}
    </div>
  );
}
