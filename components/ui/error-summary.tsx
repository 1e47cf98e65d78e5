'use client';
import { type ReactNode, useEffect, useRef } from 'react';

export type SummaryItem = { readonly fieldId: string; readonly text: ReactNode };

/**
 * All faults of a page at its top, each a link to its field. Takes the focus when it appears, so that it is read out
 * and a keyboard stands right before the first link.
 */
export function ErrorSummary({
  title,
  items,
  onPick,
}: {
  readonly title: ReactNode;
  readonly items: readonly SummaryItem[];
  /** For fields that are not on this screen: go there. Default: focus the field by id. */
  readonly onPick?: (fieldId: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const signature = items.map((item) => item.fieldId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new set of faults takes the focus again
  useEffect(() => {
    box.current?.focus();
  }, [signature]);
  if (items.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-xl border-2 border-fault bg-fault-paper p-4 outline-offset-4"
    >
      <h2 className="text-lg font-bold">{title}</h2>
      <ul className="mt-2 space-y-1">
        {items.map((item) => (
          <li key={item.fieldId}>
            <a
              href={`#${item.fieldId}`}
              className="inline-block py-1 font-semibold text-fault underline underline-offset-4"
              onClick={(event) => {
                event.preventDefault();
                if (onPick) onPick(item.fieldId);
                else document.getElementById(item.fieldId)?.focus();
              }}
            >
              {item.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
