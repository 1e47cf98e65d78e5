'use client';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { checkGates, faultsUnder } from '@/domain/gate/check-gates';
import type { GatesLine } from '@/domain/gate/gate-versions';
import { blankGate } from '@/domain/gate/gate-versions';
import { PlanBar } from '../flow-plan/plan-bar';
import { Button } from '../ui/button';
import { useUndoKeys } from '../versions/use-undo-keys';
import { InForce } from '../versions/version-history';
import { GateForm } from './gate-form';
import { GateProcesses } from './gate-processes';
import { GatesHistory } from './gates-history';
import { GatesPublish } from './gates-publish';
import { useGatesDraft } from './use-gates-draft';

/** The table as one document: look at it, change it, see what that changes, put it in force, take it back. */
export function GatesEditor({
  newest,
  versions,
}: {
  readonly newest: GatesLine;
  readonly versions: readonly GatesLine[];
}) {
  const t = useTranslations('gates');
  const locale = useLocale();
  const { version, content: holds } = newest;
  const { gates, changes, change, undo, redo, discard } = useGatesDraft(version, holds);
  useUndoKeys(undo, redo);
  const [edited, setEdited] = useState<number | null>(null);
  const faults = useMemo(() => {
    const checked = checkGates(gates, holds);
    return checked.ok || changes.length === 0 ? [] : checked.error;
  }, [gates, holds, changes]);
  return (
    <div className="space-y-12">
      <div>
        <h2 className="text-3xl leading-tight font-extrabold text-balance">{t('title')}</h2>
        <p className="mt-1 max-w-prose text-muted">{t('what')}</p>
        <InForce line={newest} />
      </div>
      <PlanBar changes={changes.length} faults={faults.length} undo={undo} redo={redo} />
      <section aria-label={t('title')} className="space-y-4">
        <ol className="divide-y divide-rule border-y border-rule">
          {gates.map((gate, at) => {
            const isOpen = edited === at;
            const isNew = !holds.some(({ code }) => code === gate.code);
            const own = faultsUnder(faults, String(at));
            return (
              // A gate being written may have any code for a moment: its place in the list is what it is.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={at} className="space-y-3 py-3">
                <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
                  <p>
                    <span className="figures text-xl">{gate.code || t('noCode')}</span>
                    <span className="font-semibold">{` ${gate[locale] || t('unnamed')}`}</span>
                    <span className="text-muted">
                      {` · ${t(`kind.${gate.kind}`)} · `}
                      {t('counts', { routes: gate.routes.length, yards: gate.yards.length })}
                      {gate.closed ? ` · ${t('closedNow')}` : ''}
                    </span>
                  </p>
                  <Button
                    tone="text"
                    className="min-w-12 justify-start! px-0!"
                    aria-expanded={isOpen}
                    aria-label={`${isOpen ? t('done') : t('edit')}: ${gate[locale] || gate.code}`}
                    onClick={() => setEdited(isOpen ? null : at)}
                  >
                    {isOpen ? t('done') : t('edit')}
                  </Button>
                </div>
                {isOpen ? (
                  <GateForm
                    gate={gate}
                    path={String(at)}
                    faults={faults}
                    isNew={isNew}
                    mayRise={at > 0}
                    mayFall={at < gates.length - 1}
                    onChange={(next, field) =>
                      change((all) => all.with(at, next), field === undefined ? undefined : `${at}.${field}`)
                    }
                    onMove={(by) => {
                      setEdited(at + by);
                      change((all) => all.toSpliced(at, 1).toSpliced(at + by, 0, gate));
                    }}
                    onRemove={() => {
                      setEdited(null);
                      change((all) => all.toSpliced(at, 1));
                    }}
                  />
                ) : own.length > 0 ? (
                  <p role="alert" className="border-l-4 border-fault pl-3 font-semibold text-fault">
                    {[...new Set(own.map(({ code }) => t(`fault.${code}`)))].join(' ')}
                  </p>
                ) : null}
                {isOpen && !isNew ? <GateProcesses gateId={gate.code} /> : null}
              </li>
            );
          })}
        </ol>
        <Button
          tone="outline"
          onClick={() => {
            setEdited(gates.length);
            change((all) => [...all, blankGate(all)]);
          }}
        >
          {t('addGate')}
        </Button>
      </section>
      {changes.length > 0 ? (
        <GatesPublish
          version={version}
          gates={gates}
          changes={changes}
          faults={faults}
          onDiscard={() => {
            setEdited(null);
            discard();
          }}
        />
      ) : null}
      <GatesHistory versions={versions} />
    </div>
  );
}
