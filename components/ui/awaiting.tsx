import type { ReactNode } from 'react';

/** Never a spinner without saying what is awaited: it is the sentence, the movement is only a hint. */
export function Awaiting({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className="flex items-center gap-3 py-4 text-muted">
      <span aria-hidden="true" className="h-1 w-10 overflow-hidden rounded-full bg-track">
        <span className="block h-full w-4 animate-[slide_1.2s_ease-in-out_infinite_alternate] rounded-full bg-link" />
      </span>
      {children}
    </p>
  );
}
