'use client';
import { useLocale, useTranslations } from 'use-intl';
import { type Post, STAFF_ROLES } from '@/domain/access/change-person';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { AGENCIES, type Agency } from '@/domain/shared/vocabulary';
import { useGates } from '../app/use-gates';
import { SelectField } from '../ui/field';
import { PickField } from '../ui/pick-field';

/** The post that is asked for by what stands in the fields: a role takes what belongs to it and drops the rest. */
export function postFrom(role: Post['role'], gateId: GateId | null, agency: Agency, ownGate: GateId): Post {
  switch (role) {
    case 'officer':
      return { role, gateId: gateId ?? ownGate, agency };
    case 'supervisor':
      return { role, gateId: gateId ?? ownGate, agency: null };
    case 'manager':
      return { role, gateId, agency: null };
  }
}

/** Role, agency and gate of somebody; who has one gate gives out only posts there (AC-9). */
export function PostFields({
  post,
  gateId,
  isOverAll,
  onChange,
}: {
  readonly post: Post;
  /** Whose people are looked at. */
  readonly gateId: GateId;
  readonly isOverAll: boolean;
  readonly onChange: (post: Post) => void;
}) {
  const t = useTranslations('people');
  const agencyWord = useTranslations('agency');
  const locale = useLocale();
  const gates = useGates();
  const agency = post.agency ?? 'border-guard';
  const set = (role: Post['role'], gate: GateId | null, of: Agency) =>
    onChange(postFrom(role, gate, of, gateId));
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <PickField
        label={t('roleLabel')}
        value={post.role}
        options={STAFF_ROLES}
        nameOf={(role) => t(`role.${role}`)}
        onPick={(picked) => set(picked, post.gateId ?? gateId, agency)}
      />
      {post.role === 'officer' ? (
        <PickField
          label={t('agencyLabel')}
          value={agency}
          options={AGENCIES}
          nameOf={agencyWord}
          onPick={(picked) => set(post.role, post.gateId, picked)}
        />
      ) : null}
      {isOverAll ? (
        <SelectField
          label={t('gateLabel')}
          value={post.gateId ?? ''}
          onChange={(event) =>
            set(post.role, event.target.value === '' ? null : gateIdSchema.parse(event.target.value), agency)
          }
        >
          {post.role === 'manager' ? <option value="">{t('allGates')}</option> : null}
          {gates.map((gate) => (
            <option key={gate.code} value={gate.code}>
              {gate[locale]}
            </option>
          ))}
        </SelectField>
      ) : null}
    </div>
  );
}
