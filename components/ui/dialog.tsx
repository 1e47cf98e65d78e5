'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';

/** The platform's own modal dialog: it traps focus, closes by Escape and gives the focus back. */
export function Dialog({
  open,
  title,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(36rem,calc(100vw-1.5rem))] rounded-2xl border-2 border-ink bg-card p-6 text-ink backdrop:bg-black/70"
    >
      <h2 id={titleId} className="text-2xl font-bold">
        {title}
      </h2>
      {open ? <div className="mt-4">{children}</div> : null}
    </dialog>
  );
}
