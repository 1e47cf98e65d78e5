import type { ReactNode } from 'react';

/** A list divided by hairlines; nothing else. */
export function Hairlines({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-rule border-y border-rule">
      {children}
    </ul>
  );
}

export type Fact = {
  readonly key: string;
  readonly term: ReactNode;
  readonly value: ReactNode;
  /** For example a change link; its accessible name must say what it changes. */
  readonly action?: ReactNode;
  readonly fault?: ReactNode;
};

/** Terms and values as check-your-answers shows them; `compact` puts them on one line also on a phone. */
export function Facts({
  facts,
  compact = false,
}: {
  readonly facts: readonly Fact[];
  readonly compact?: boolean;
}) {
  return (
    <dl className="divide-y divide-rule border-y border-rule">
      {facts.map((fact) => (
        <div
          key={fact.key}
          className={`grid items-baseline gap-x-4 ${compact ? 'grid-cols-[8.5rem_1fr] py-2' : 'grid-cols-[1fr_auto] py-2.5 sm:grid-cols-[14rem_1fr_auto]'}`}
        >
          <dt className={compact ? 'text-muted' : 'col-start-1 text-sm text-muted sm:text-base'}>
            {fact.term}
          </dt>
          <dd className={`min-w-0 break-words ${compact ? '' : 'col-start-1 text-lg sm:col-start-2'}`}>
            {fact.value}
            {fact.fault ? <p className="font-semibold text-fault">{fact.fault}</p> : null}
          </dd>
          {fact.action ? (
            <dd className="col-start-2 row-span-2 row-start-1 self-center text-right sm:col-start-3 sm:row-span-1">
              {fact.action}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
