'use client';
import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { bothMoments, windowText } from '@/domain/neighbour/bulletin-tables';
import type { Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import type { NeighbourPicture } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { ended, WORD_KINDS } from './read-word';
import { useRefreshNeighbour } from './use-refresh';

type Line = NeighbourPicture['log'][number];

/** Who said what, by what means, when, and who of us wrote it down; newest first, nothing is ever struck out. */
export function WordLog({
  gateId,
  log,
  now,
  onCorrect,
}: {
  readonly gateId: GateId;
  readonly log: readonly Line[];
  readonly now: number;
  readonly onCorrect: (statement: Statement) => void;
}) {
  const t = useTranslations('neighbour.log');
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const record = useMutation(trpc.neighbour.record.mutationOptions({ onSuccess: refresh }));
  if (log.length === 0) return <p className="border-y border-rule py-3 text-muted">{t('none')}</p>;
  const end = ({ statement }: Line) => {
    const content = ended(statement);
    const { channel, toldBy, note } = statement;
    if (content === null || channel === 'sheet' || channel === 'link') return;
    record.mutate({ gateId, content, saidAt: now, toldBy: toldBy ?? t('unknown'), channel, note });
  };
  return (
    <>
      <ErrorNotice error={record.error} />
      <ul className="divide-y divide-rule border-y border-rule">
        {log.map((line) => (
          <LogLine
            key={line.statement.id}
            line={line}
            busy={record.isPending}
            onCorrect={() => onCorrect(line.statement)}
            onEnd={() => end(line)}
          />
        ))}
      </ul>
    </>
  );
}

const hasEnded = ({ kind, said }: Statement): boolean =>
  (kind === 'closure' && said.lifted) || (kind === 'incident' && said.over);

function LogLine({
  line,
  busy,
  onCorrect,
  onEnd,
}: {
  readonly line: Line;
  readonly busy: boolean;
  readonly onCorrect: () => void;
  readonly onEnd: () => void;
}) {
  const t = useTranslations('neighbour.log');
  const n = useTranslations('neighbour');
  const said = useSaidText();
  const { statement, isCurrent, recordedBy } = line;
  const mayEnd = isCurrent && !hasEnded(statement) && ended(statement) !== null;
  return (
    <li className="py-3">
      <p className="text-sm text-muted">{bothMoments(statement.saidAt)}</p>
      <p className={`text-lg ${isCurrent ? 'font-semibold' : 'text-muted line-through'}`}>
        {said(statement)}
      </p>
      <p className="text-sm text-muted">
        {t('who', {
          toldBy: statement.toldBy ?? t('unknown'),
          channel: n(`channel.${statement.channel}`),
          by: recordedBy ?? t('unknown'),
        })}
      </p>
      {statement.note === null ? null : <p>{statement.note}</p>}
      {isCurrent ? null : <p className="text-sm">{t('replaced')}</p>}
      {isCurrent && !hasEnded(statement) && WORD_KINDS.some((kind) => kind === statement.kind) ? (
        <div className="flex flex-wrap gap-3">
          <Button tone="text" onClick={onCorrect}>
            {t('correct')}
          </Button>
          {mayEnd ? (
            <Button tone="text" busy={busy} onClick={onEnd}>
              {t(statement.kind === 'closure' ? 'lift' : 'over')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** One line of what was said. */
function useSaidText(): (statement: Statement) => string {
  const t = useTranslations('neighbour.log');
  const n = useTranslations('neighbour');
  const sheet = useTranslations('neighbour.sheet');
  const { number } = useFormatter();
  const until = (at: string | null | undefined) =>
    at ? ` · ${t('until', { at: bothMoments(Date.parse(at)) })}` : '';
  return ({ kind, said }) => {
    switch (kind) {
      case 'acceptance': {
        const period = said.periods.at(-1);
        const flow = sheet(`flow.${said.flow}`);
        const count = number(period?.offered.perHour ?? 0);
        return `${t('acceptance', { flow, count })}${until(period?.until)}`;
      }
      case 'hours': {
        const windows = said.windows.map((each) => windowText(Date.parse(each.from), Date.parse(each.until)));
        return `${sheet(`flow.${said.flow}`)} · ${windows.join(' · ') || sheet('closed')}`;
      }
      case 'closure': {
        const what = `${sheet(`reason.${said.reason}`)} · ${sheet(`flow.${said.flow}`)}`;
        return said.lifted ? t('lifted', { what }) : `${what}${until(said.until)}`;
      }
      case 'incident': {
        const what = `${sheet(`code.${said.code}`)} · ${sheet(`flow.${said.flow}`)}`;
        return said.over ? t('lifted', { what }) : what;
      }
      default:
        return n(`kind.${kind}`);
    }
  };
}
