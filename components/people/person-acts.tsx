'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { PersonLine } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { FirstPassword } from './first-password';
import { PostFields } from './post-fields';
import { SaidFields, saidFaults } from './said-fields';

export type PersonAct = 'move' | 'correct' | 'renewPassword' | 'disable' | 'enable';

/** What a manager does about a person: said what it means, then with a reason (AC-12). */
export function PersonActs({
  gateId,
  person,
  act,
  isOverAll,
  onClose,
}: {
  readonly gateId: GateId;
  readonly person: PersonLine;
  readonly act: PersonAct;
  readonly isOverAll: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [post, setPost] = useState(person.post);
  const [said, setSaid] = useState({ name: person.name, email: person.email });
  const [isChecked, setChecked] = useState(false);
  const anew = () => queries.invalidateQueries({ queryKey: trpc.people.pathKey() }).catch(() => undefined);
  const done = {
    onSuccess: () => {
      onClose();
      void anew();
    },
  };
  const correct = useMutation(trpc.people.correct.mutationOptions(done));
  const move = useMutation(trpc.people.move.mutationOptions(done));
  const disable = useMutation(trpc.people.disable.mutationOptions(done));
  const enable = useMutation(trpc.people.enable.mutationOptions(done));
  const renew = useMutation(trpc.people.renewPassword.mutationOptions({ onSuccess: anew }));
  const { name } = person;
  if (renew.data !== undefined)
    return (
      <FirstPassword name={name} email={person.email} password={renew.data.password} onClose={onClose} />
    );
  const running = { move, correct, renewPassword: renew, disable, enable }[act];
  const send = (reason: string) => {
    const order = { gateId, person: person.id, reason };
    switch (act) {
      case 'move':
        return move.mutate({ ...order, post });
      case 'correct':
        setChecked(true);
        if (Object.values(saidFaults(said)).every((isFaulty) => !isFaulty))
          correct.mutate({ ...order, name: said.name.trim(), email: said.email.trim() });
        return;
      case 'renewPassword':
        return renew.mutate(order);
      case 'disable':
        return disable.mutate(order);
      case 'enable':
        return enable.mutate(order);
    }
  };
  return (
    <div
      className={`max-w-3xl space-y-4 border-l-4 py-1 pl-4 ${act === 'disable' ? 'border-fault' : 'border-link'}`}
    >
      <p>{t(`actHow.${act}`)}</p>
      {act === 'move' ? (
        <PostFields post={post} gateId={gateId} isOverAll={isOverAll} onChange={setPost} />
      ) : null}
      {act === 'correct' ? <SaidFields said={said} isChecked={isChecked} onChange={setSaid} /> : null}
      <ReasonForm
        action={t(`actOn.${act}`, { name })}
        danger={act === 'disable'}
        busy={running.isPending}
        error={running.error}
        onSubmit={send}
        onCancel={onClose}
      />
    </div>
  );
}
