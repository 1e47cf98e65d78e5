import { ANNOUNCEMENT_MOST, isEndInReach } from '@/domain/board/announcements';
import { HOME, instantOf } from '@/domain/flow/zones';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale, LocalText } from '@/domain/shared/vocabulary';

/** As typed; `until` is what a date-and-time box gives, Hà Nội time: `2026-11-26T20:00`, or nothing. */
export type AnnouncementTyped = LocalText & { readonly until: string };
export type AnnouncementFault =
  | { readonly field: Locale; readonly kind: 'missing' | 'long' | 'bracket' }
  | { readonly field: 'until'; readonly kind: 'until' };
export type AnnouncementRead =
  | { readonly kind: 'entry'; readonly text: LocalText; readonly until: number | null }
  | { readonly kind: 'faults'; readonly faults: readonly AnnouncementFault[] };

const BRACKET = /[[\]【】]/;

function textFault(field: Locale, text: string): readonly AnnouncementFault[] {
  if (text === '') return [{ field, kind: 'missing' }];
  if (text.length > ANNOUNCEMENT_MOST) return [{ field, kind: 'long' }];
  return BRACKET.test(text) ? [{ field, kind: 'bracket' }] : [];
}

/** `undefined`: not a time. */
function readUntil(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const [, date, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(typed.trim()) ?? [];
  return date === undefined || clock === undefined ? undefined : instantOf(date, clock, HOME);
}

/** Everything that is wrong at once, in the order of the boxes. */
export function readAnnouncement(typed: AnnouncementTyped, now: number): AnnouncementRead {
  const text: LocalText = { vi: typed.vi.trim(), en: typed.en.trim(), zh: typed.zh.trim() };
  const until = readUntil(typed.until);
  const faults: AnnouncementFault[] = LOCALES.flatMap((locale) => textFault(locale, text[locale]));
  if (until === undefined || !isEndInReach(until, now)) {
    faults.push({ field: 'until', kind: 'until' });
    return { kind: 'faults', faults };
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'entry', text, until };
}

/** The usual cases; what stands in square brackets is to be replaced. */
export const TEMPLATES = {
  closed: {
    vi: 'Cửa khẩu tạm đóng đến [giờ, ngày]. Xe chờ tại bãi, giữ nguyên thứ tự.',
    en: 'The gate is closed until [time, date]. Wait in the yard; your place is kept.',
    zh: '口岸暂时关闭至【时间、日期】。车辆在停车场等候，排位保留。',
  },
  fruit: {
    vi: 'Từ [giờ] đến [giờ], làn [số] chỉ dành cho hàng tươi.',
    en: 'From [time] to [time], lane [number] is for fresh goods only.',
    zh: '【时间】至【时间】，【编号】号通道仅限生鲜车辆。',
  },
  hours: {
    vi: 'Hôm nay cửa khẩu mở thêm đến [giờ] (giờ Hà Nội).',
    en: 'Today the gate stays open until [time] (Hanoi time).',
    zh: '今日口岸延长开放至【时间】（河内时间）。',
  },
  slow: {
    vi: 'Phía bạn nhận xe chậm. Chờ gọi tại bãi, không tự ra cửa khẩu.',
    en: 'The neighbour takes vehicles slowly. Wait in the yard until you are called.',
    zh: '对方接车放缓，请在停车场等候叫号，勿自行驶往口岸。',
  },
} as const satisfies Record<string, LocalText>;
export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = ['closed', 'fruit', 'hours', 'slow'] as const satisfies readonly TemplateName[];
