/** How far along a form is: a bar and "3 / 8". */
export function StepsBar({
  step,
  of,
  label,
}: {
  readonly step: number;
  readonly of: number;
  readonly label: string;
}) {
  return (
    <div className="flex grow items-center gap-4">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={step}
        className="h-1.5 grow overflow-hidden rounded-full bg-track"
      >
        <div className="h-full rounded-full bg-link" style={{ width: `${(step / of) * 100}%` }} />
      </div>
      <span aria-hidden="true" className="figures text-lg text-muted">
        {step}
        {' / '}
        {of}
      </span>
    </div>
  );
}
