'use client';

type GuideEntry = { readonly key: string; readonly title: string; readonly steps: readonly string[] };

/** Topics that open in place, their steps counted. */
export function GuideList({
  entries,
  openFirst,
}: {
  readonly entries: readonly GuideEntry[];
  /** How many stand open. */
  readonly openFirst: number;
}) {
  return (
    <div className="divide-y divide-rule border-y border-rule">
      {entries.map(({ key, title, steps }, at) => (
        <details key={key} open={at < openFirst} className="group py-1">
          <summary className="flex min-h-13 cursor-pointer items-center text-xl font-semibold">
            {title}
          </summary>
          <ol className="mb-3 list-decimal space-y-2 pl-7 text-lg">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      ))}
    </div>
  );
}
