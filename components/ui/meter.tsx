/** A share of a whole as a bar. Decorative: the number beside it is the information. */
export function Meter({
  share,
  fill = 'bg-edge',
  className = 'h-2 wall:h-3',
}: {
  /** 0 to 1; more is drawn full. */
  readonly share: number;
  readonly fill?: string;
  readonly className?: string;
}) {
  return (
    <div aria-hidden="true" className={`overflow-hidden rounded-full bg-track ${className}`}>
      <div
        className={`h-full rounded-full ${fill}`}
        style={{ width: `${Math.min(100, Math.max(share > 0 ? 2 : 0, share * 100))}%` }}
      />
    </div>
  );
}
