import { GATES } from '../gate/gates';
import { foldWords } from '../identifiers/fold-text';
import type { GateId } from '../shared/identity';
import { CROSSING_KINDS, type CrossingKind, DIRECTIONS, type Direction } from '../shared/vocabulary';

/** Words of closed lists as people write them, in three languages, with or without marks. */

const wordTable = <T extends string>(
  values: readonly T[],
  words: Readonly<Partial<Record<T, readonly string[]>>>,
): ReadonlyMap<string, T> =>
  new Map(
    values.flatMap((value) =>
      [value, ...(words[value] ?? [])].map((word) => [foldWords(word), value] as const),
    ),
  );

const DIRECTION_WORDS = wordTable(DIRECTIONS, {
  export: [
    ...['xuất', 'xuất khẩu', 'xuất cảnh', 'hàng xuất', 'xe xuất', 'chiều xuất', 'xk', 'x'],
    ...['exp', 'ex', 'e', 'out', 'outbound', 'exported', 'exporting', 'exit'],
    ...['出口', '出境', '出', '出关'],
  ],
  import: [
    ...['nhập', 'nhập khẩu', 'nhập cảnh', 'hàng nhập', 'xe nhập', 'chiều nhập', 'nk', 'n'],
    ...['imp', 'im', 'i', 'in', 'inbound', 'imported', 'importing', 'entry'],
    ...['进口', '进境', '入境', '进', '入', '入关', '进关'],
  ],
});

/** ID-30. Seen from Vietnam. */
export const parseDirection = (text: string): Direction | null =>
  DIRECTION_WORDS.get(foldWords(text)) ?? null;

const KIND_WORDS = wordTable(CROSSING_KINDS, {
  loaded: ['có hàng', 'xe có hàng', 'xe hàng', 'loaded', 'laden', '重车', '载货'],
  transshipment: ['sang tải', 'chuyển tải', 'trans-shipment', 'transhipment', '换装', '倒装'],
  'line-exchange': ['giao nhận tại vạch', 'trao đổi tại vạch', 'line exchange', '边境线交接'],
  transit: ['quá cảnh', 'in transit', '过境'],
  empty: [
    'rỗng',
    'xe rỗng',
    'xe không',
    'không hàng',
    'xe không hàng',
    'empty truck',
    'unladen',
    '空车',
    '空',
  ],
  'new-vehicle': [
    'xe mới',
    'ô tô mới',
    'phương tiện mới',
    'new vehicle',
    'new vehicles',
    'new car',
    '新车',
    '商品车',
  ],
});

/** ID-34. */
export const parseKind = (text: string): CrossingKind | null => KIND_WORDS.get(foldWords(text)) ?? null;

// What people put around the name of a gate.
const AROUND_GATE =
  /\b(?:cua khau|ck|quoc te|chinh|song phuong|phu|qt|tinh lang son|lang son|gate|border|crossing|international|port|viet nam|vietnam|vn)\b|口岸|国际|越南|谅山/g;

const compact = (text: string): string => foldWords(text).replaceAll(' ', '');
const withoutSurroundings = (text: string): string =>
  foldWords(text).replace(AROUND_GATE, '').replaceAll(' ', '');

const GATE_NAMES: readonly (readonly [name: string, id: GateId])[] = GATES.flatMap((gate) =>
  [gate.code, `CK${gate.code}`, gate.vi, gate.en, gate.zh, gate.counterpart.vi, gate.counterpart.zh].map(
    (name) => [compact(name), gate.code] as const,
  ),
);
const gateByName = new Map(GATE_NAMES);

/** ID-31: a gate by code, by name in three languages, by the name of its other side, with the words around it. */
export function parseGate(text: string): GateId | null {
  const exact = gateByName.get(compact(text)) ?? gateByName.get(withoutSurroundings(text));
  if (exact) return exact;
  const whole = compact(text);
  const inside = GATE_NAMES.filter(
    ([name]) => name.length >= (/^[a-z]/.test(name) ? 5 : 2) && whole.includes(name),
  );
  const found = new Set(inside.map(([, id]) => id));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}
