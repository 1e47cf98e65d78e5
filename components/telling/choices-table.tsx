'use client';
import { useTranslations } from 'use-intl';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { channelsFor, type Preference } from '@/domain/telling/preference';
import { CHANNELS, type Channel, isTold, TELLING_KINDS } from '@/domain/telling/telling-kind';

/** Per kind of message its ways; a row for what somebody with this role hears of. */
export function ChoicesTable({
  role,
  preference,
  able,
  onChange,
}: {
  readonly role: FirmRole;
  readonly preference: Preference;
  readonly able: Readonly<Record<Channel, boolean>>;
  readonly onChange: (choices: Preference['choices']) => void;
}) {
  const t = useTranslations('telling');
  const shown = CHANNELS.filter((channel) => able[channel]);
  return (
    <table className="mt-2 w-full border-y border-rule text-left">
      <caption className="sr-only">{t('own.which')}</caption>
      <thead>
        <tr className="border-b border-rule text-sm text-muted">
          <th scope="col" className="py-2 font-normal">
            {t('own.which')}
          </th>
          {shown.map((channel) => (
            <th key={channel} scope="col" className="px-1 py-2 text-center font-normal">
              {t(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-rule">
        {TELLING_KINDS.filter((kind) => isTold(role, kind)).map((kind) => {
          const chosen = channelsFor(kind, preference);
          return (
            <tr key={kind}>
              <th scope="row" className="py-1 pr-2 font-normal">
                {t(`kind.${kind}.label`)}
              </th>
              {shown.map((channel) => (
                <td key={channel} className="p-0 text-center">
                  <label className="inline-flex size-12 cursor-pointer items-center justify-center">
                    <span className="sr-only">{`${t(`kind.${kind}.label`)}: ${t(`channel.${channel}`)}`}</span>
                    <input
                      type="checkbox"
                      className="size-6 accent-link"
                      checked={chosen.includes(channel)}
                      onChange={({ target: { checked } }) =>
                        onChange({
                          ...preference.choices,
                          [kind]: checked ? [...chosen, channel] : chosen.filter((each) => each !== channel),
                        })
                      }
                    />
                  </label>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
