'use client';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';

type Around = {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; shown above the box and linked to it. */
  readonly fault?: ReactNode;
  /** The question of a one-question screen: its label is the page's heading. */
  readonly asHeading?: boolean;
};

function describedBy(id: string, hint: ReactNode, fault: ReactNode): string | undefined {
  const ids = [hint ? `${id}-hint` : null, fault ? `${id}-fault` : null].filter((part) => part !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Label, hint and fault around one control, wired by id. */
function FieldFrame({
  id,
  label,
  hint,
  fault,
  asHeading = false,
  children,
}: Around & { children: ReactNode }) {
  const words = (
    <label
      htmlFor={id}
      className={asHeading ? 'block text-3xl leading-tight font-bold text-balance' : 'block font-semibold'}
    >
      {label}
    </label>
  );
  return (
    <div className={fault ? 'border-l-4 border-fault pl-4' : ''}>
      {asHeading ? <h1>{words}</h1> : words}
      {hint ? (
        <div id={`${id}-hint`} className={`text-muted ${asHeading ? 'mt-2 text-lg' : 'mt-0.5'}`}>
          {hint}
        </div>
      ) : null}
      {fault ? (
        <p id={`${id}-fault`} className="mt-1 font-semibold text-fault">
          {fault}
        </p>
      ) : null}
      <div className={asHeading ? 'mt-5' : 'mt-2'}>{children}</div>
    </div>
  );
}

const BOX =
  'block w-full rounded-xl border-2 border-edge bg-field px-4 text-ink placeholder:text-muted focus:border-ink aria-invalid:border-fault';

export function TextField({
  label,
  hint,
  fault,
  asHeading,
  id,
  code = false,
  className = '',
  ...input
}: Omit<Around, 'id'> & {
  readonly id?: string;
  /** Plates, numbers and codes in the figures face, large. */
  readonly code?: boolean;
} & InputHTMLAttributes<HTMLInputElement>) {
  const own = useId();
  const used = id ?? own;
  return (
    <FieldFrame
      id={used}
      label={label}
      hint={hint}
      fault={fault}
      {...(asHeading === undefined ? {} : { asHeading })}
    >
      <input
        {...input}
        id={used}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(used, hint, fault)}
        className={`${BOX} ${code ? 'figures min-h-15 text-3xl' : 'min-h-13 text-lg'} ${className}`}
      />
    </FieldFrame>
  );
}

export function SelectField({
  label,
  hint,
  fault,
  asHeading,
  id,
  children,
  ...select
}: Omit<Around, 'id'> & { readonly id?: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  const own = useId();
  const used = id ?? own;
  return (
    <FieldFrame
      id={used}
      label={label}
      hint={hint}
      fault={fault}
      {...(asHeading === undefined ? {} : { asHeading })}
    >
      <select
        {...select}
        id={used}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(used, hint, fault)}
        className={`${BOX} min-h-13 text-lg`}
      >
        {children}
      </select>
    </FieldFrame>
  );
}

/** Several lines. */
export function LinesField({
  label,
  hint,
  fault,
  id,
  ...area
}: Omit<Around, 'id' | 'asHeading'> & {
  readonly id?: string;
} & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const own = useId();
  const used = id ?? own;
  return (
    <FieldFrame id={used} label={label} hint={hint} fault={fault}>
      <textarea
        {...area}
        id={used}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(used, hint, fault)}
        className={`${BOX} py-3 text-lg leading-snug`}
      />
    </FieldFrame>
  );
}
