'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OpenQuestion } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';

/** What officers asked my firm and nobody has answered: first on the page, for a lorry waits for it (FO-16). */
export function QuestionList({
  mayAnswer,
}: {
  /** A viewer only reads (FM-2). */ readonly mayAnswer: boolean;
}) {
  const t = useTranslations('questions');
  const trpc = useTRPC();
  const query = useQuery(trpc.declaration.questions.queryOptions(undefined, { refetchInterval: 20_000 }));
  if (!query.data || query.data.length === 0) return null;
  return (
    <section aria-labelledby="questions-title" className="mt-8">
      <Notice role="status">
        <h2 id="questions-title" className="text-xl font-bold">
          {t('title', { count: query.data.length })}
        </h2>
        <p>{t('lead')}</p>
      </Notice>
      <Hairlines>
        {query.data.map((question) => (
          <QuestionLine key={question.request} question={question} mayAnswer={mayAnswer} />
        ))}
      </Hairlines>
    </section>
  );
}

function QuestionLine({
  question,
  mayAnswer,
}: {
  readonly question: OpenQuestion;
  readonly mayAnswer: boolean;
}) {
  const t = useTranslations('questions');
  const work = useTranslations('work');
  const agency = useTranslations('agency');
  const { duration } = useTimeText();
  const now = useNow(30_000);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const answer = useMutation(
    trpc.declaration.answer.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.declaration.questions.queryKey() }),
    }),
  );
  const { gateId, crossingId, request } = question;
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Plate plate={question.plate} size="md" />
        <p>
          <span className="font-semibold">{work(`about.${question.about}`)}</span>
          {question.agency === null ? null : ` · ${agency(question.agency)}`}
          {now === null ? null : (
            <span className="text-muted">
              {` · ${t('since', { age: duration(Math.max(0, now - question.askedAt)) })}`}
            </span>
          )}
        </p>
      </div>
      <p className="mt-2 text-lg">{question.words ?? t('unreadable')}</p>
      {answer.error ? (
        <div className="mt-2">
          <ErrorNotice error={answer.error} />
        </div>
      ) : null}
      {mayAnswer ? (
        <form
          noValidate
          className="mt-3 flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() === '') setMissing(true);
            else answer.mutate({ gateId, crossingId, request, words });
          }}
        >
          <TextField
            label={t('answer')}
            fault={missing ? t('missing') : undefined}
            value={words}
            maxLength={500}
            onChange={(event) => {
              setWords(event.currentTarget.value);
              setMissing(false);
            }}
          />
          <Button type="submit" size="large" className="self-start" busy={answer.isPending}>
            {t('send')}
          </Button>
        </form>
      ) : null}
    </li>
  );
}
