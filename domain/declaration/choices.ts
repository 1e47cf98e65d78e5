import { allGates } from '../gate/gates';
import { foldWords } from '../identifiers/fold-text';
import type { GateId } from '../shared/identity';
import { DIRECTIONS, type Direction } from '../shared/vocabulary';
import { DECLARED_KINDS, type DeclaredKind } from './kinds';

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

const KIND_WORDS = wordTable(DECLARED_KINDS, {
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
  storage: ['lưu kho', 'lưu bãi', 'gửi kho', 'hàng lưu kho', 'stored', 'goods storage', '仓储', '存放'],
  'tractor-change': ['đổi đầu kéo', 'thay đầu kéo', 'change of tractor', '换车头', '更换牵引车'],
});

/** ID-34. */
export const parseKind = (text: string): DeclaredKind | null => KIND_WORDS.get(foldWords(text)) ?? null;

const YES_NO_WORDS = wordTable(['yes', 'no'] as const, {
  yes: ['có', 'y', 'true', '1', 'hai chiều', 'two-way', 'two way', '是', '有', '双向'],
  no: ['không', 'n', 'false', '0', 'một chiều', 'one-way', 'one way', '否', '无', '单向'],
});

/** DE-2: whether the lorry brings goods back. */
export function parseYesNo(text: string): boolean | null {
  const word = YES_NO_WORDS.get(foldWords(text));
  return word === undefined ? null : word === 'yes';
}

// What people put around the name of a gate.
const AROUND_GATE =
  /\b(?:cua khau|ck|quoc te|chinh|song phuong|phu|qt|tinh lang son|lang son|gate|border|crossing|international|port|viet nam|vietnam|vn)\b|口岸|国际|越南|谅山/g;

const compact = (text: string): string => foldWords(text).replaceAll(' ', '');
const withoutSurroundings = (text: string): string =>
  foldWords(text).replace(AROUND_GATE, '').replaceAll(' ', '');

type GateNames = readonly (readonly [name: string, id: GateId])[];
const namesOf = new WeakMap<object, GateNames>();

/** Names of the gates in force, made once for each table. */
function gateNames(): GateNames {
  const gates = allGates();
  const known = namesOf.get(gates);
  if (known !== undefined) return known;
  const names = gates.flatMap((gate) =>
    [gate.code, `CK${gate.code}`, gate.vi, gate.en, gate.zh, gate.counterpart.vi, gate.counterpart.zh].map(
      (name) => [compact(name), gate.code] as const,
    ),
  );
  namesOf.set(gates, names);
  return names;
}

/** ID-31: a gate by code, by name in three languages, by the name of its other side, with the words around it. */
export function parseGate(text: string): GateId | null {
  const names = gateNames();
  const gateByName = new Map(names);
  const exact = gateByName.get(compact(text)) ?? gateByName.get(withoutSurroundings(text));
  if (exact) return exact;
  const whole = compact(text);
  const inside = names.filter(
    ([name]) => name.length >= (/^[a-z]/.test(name) ? 5 : 2) && whole.includes(name),
  );
  const found = new Set(inside.map(([, id]) => id));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}
