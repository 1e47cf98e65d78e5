'use client';

/** Boxes to tick in a row: none ticked means all. */
export function Ticks<T extends string>({
  legend,
  options,
  ticked,
  word,
  onChange,
}: {
  readonly legend: string;
  readonly options: readonly T[];
  readonly ticked: readonly T[] | null;
  readonly word: (value: T) => string;
  /** Null when none is ticked. */
  readonly onChange: (ticked: T[] | null) => void;
}) {
  const chosen = ticked ?? [];
  return (
    <fieldset>
      <legend className="font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-x-6">
        {options.map((option) => (
          <label key={option} className="flex min-h-12 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              checked={chosen.includes(option)}
              onChange={(event) => {
                const next = options.filter((each) =>
                  each === option ? event.target.checked : chosen.includes(each),
                );
                onChange(next.length === 0 ? null : next);
              }}
              className="size-6 shrink-0 accent-link"
            />
            {word(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
