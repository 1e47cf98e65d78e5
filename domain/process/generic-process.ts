import type { Gate } from '../gate/gates';
import type { CrossingKind, Direction, LocalText } from '../shared/vocabulary';
import { genericSteps } from './generic-steps';
import type { Process } from './process';

const KIND_NAMES: Readonly<Record<CrossingKind, LocalText>> = {
  loaded: { vi: 'xe có hàng', en: 'loaded', zh: '重车' },
  transshipment: { vi: 'có sang tải', en: 'with transshipment', zh: '换装' },
  'line-exchange': { vi: 'giao nhận tại đường biên', en: 'exchange at the line', zh: '边界线交接' },
  transit: { vi: 'quá cảnh', en: 'transit', zh: '过境' },
  empty: { vi: 'xe không', en: 'empty', zh: '空车' },
  'new-vehicle': { vi: 'xe mới', en: 'new vehicle', zh: '新车' },
};
const DIRECTION_NAMES: Readonly<Record<Direction, LocalText>> = {
  export: { vi: 'xuất khẩu', en: 'export', zh: '出口' },
  import: { vi: 'nhập khẩu', en: 'import', zh: '进口' },
};

/**
 * A process for a gate × direction × kind that has no document of its own yet: all assumed and marked so; a document
 * of the same id and a higher version, or among the standard ones, replaces it (PR-8). Where a gate has a staging
 * park, its loaded export traffic waits there until it is called (Hữu Nghị, since 3 May 2025).
 */
export function genericProcess(gate: Gate, direction: Direction, kind: CrossingKind): Process {
  const staged =
    direction === 'export' && kind !== 'empty' && gate.yards.some((yard) => yard.kind === 'staging');
  const [way, what] = [DIRECTION_NAMES[direction], KIND_NAMES[kind]];
  return {
    id: `${gate.code.toLowerCase()}-${direction}-${kind}`,
    version: 1,
    gateId: gate.code,
    direction,
    kind,
    name: {
      vi: `${gate.vi}: ${way.vi}, ${what.vi}`,
      en: `${gate.en}: ${way.en}, ${what.en}`,
      zh: `${gate.zh}：${way.zh}，${what.zh}`,
    },
    source:
      'Put together from the check-boxes of the platform (public code, May 2026); not a published process',
    assumed: true,
    steps: genericSteps(direction, kind, staged),
    preconditions: [],
  };
}
