'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BothTimes } from '../app/both-times';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';

/** One version of a document, as it is listed; `sameAs`: the version whose content it brings back. */
type VersionLine = {
  readonly version: number;
  /** Null, all three of them: what the installation began with. */
  readonly madeAt: number | null;
  readonly madeBy: string | null;
  readonly reason: string | null;
  readonly sameAs: number | null;
};

/** Which version holds, and who put it in force, when and why. */
export function InForce({ line, after = '' }: { readonly line: VersionLine; readonly after?: string }) {
  const t = useTranslations('versions');
  return (
    <p className="mt-2">
      <span className="font-semibold">{t('inForce', { version: line.version })}</span>
      {after}
      {line.madeAt === null ? (
        ` · ${t('fromTheBeginning')}`
      ) : (
        <>
          {` · ${line.madeBy} · `}
          <BothTimes at={line.madeAt} />
          {` · ${line.reason}`}
        </>
      )}
    </p>
  );
}

/** Who changed a document, when and why, newest first, with what each version changed. */
export function VersionHistory<Line extends VersionLine>({
  lines,
  takeBack = null,
  changed,
  beside,
}: {
  readonly lines: readonly Line[];
  readonly takeBack?: ReactNode;
  readonly changed?: (line: Line, before: Line) => ReactNode;
  readonly beside?: (line: Line) => ReactNode;
}) {
  const t = useTranslations('versions');
  return (
    <section aria-labelledby="versions" className="space-y-3">
      <h3 id="versions" className="text-2xl font-bold">
        {t('title')}
      </h3>
      {takeBack}
      <ol className="divide-y divide-rule border-y border-rule">
        {lines.map((line, at) => {
          const before = lines[at + 1];
          return (
            <li key={line.version} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[7rem_1fr]">
              <span className="figures text-xl">{t('version', { version: line.version })}</span>
              <div className="min-w-0">
                <p className="wrap-anywhere">
                  {line.reason ?? t('fromTheBeginning')}
                  {line.sameAs === null ? null : (
                    <span className="text-muted">{` · ${t('bringsBack', { version: line.sameAs })}`}</span>
                  )}
                </p>
                {line.madeAt === null ? null : (
                  <p className="text-sm">
                    {`${line.madeBy} · `}
                    <BothTimes at={line.madeAt} />
                  </p>
                )}
                {beside?.(line)}
                {before === undefined || changed === undefined ? null : (
                  <details>
                    <summary className="min-h-12 w-fit cursor-pointer py-3 text-link underline underline-offset-4">
                      {t('whatChanged')}
                    </summary>
                    {changed(line, before)}
                  </details>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The version that the newest change is taken back to; null: nothing was changed. */
export function takenBackTo([newest]: readonly VersionLine[]): number | null {
  const standing = newest === undefined ? 0 : (newest.sameAs ?? newest.version);
  return standing > 0 ? standing - 1 : null;
}

/** The newest change is taken back, and then the one before: with a reason, as a version of its own. */
export function TakeBack({
  how,
  deed,
  onTakeBack,
}: {
  readonly how: ReactNode;
  readonly deed: { readonly isPending: boolean; readonly error: unknown };
  readonly onTakeBack: (reason: string) => void;
}) {
  const t = useTranslations('versions');
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button tone="outline" onClick={() => setAsking(true)}>
        {t('takeBack')}
      </Button>
    );
  return (
    <div className="max-w-xl border-l-4 border-link py-1 pl-4">
      <p className="mb-3">{how}</p>
      <ReasonForm
        action={t('takeBackNow')}
        busy={deed.isPending}
        error={deed.error}
        onSubmit={onTakeBack}
        onCancel={() => setAsking(false)}
      />
    </div>
  );
}
