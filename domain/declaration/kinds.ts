import { CROSSING_KINDS, type CrossingKind, DIRECTIONS, type Direction } from '../shared/vocabulary';
import { PURPOSES, type Purpose } from '../sync/declared-details';
import { SUBMISSION_FIELDS, type SubmissionField } from './submission';

/**
 * What a firm calls its trip: the kinds of crossing, and a loaded vehicle whose goods are stored or whose tractor is
 * changed. These two cross like any other, by the process of the kind that fits the load (decision 074).
 */
export const DECLARED_KINDS = [...CROSSING_KINDS, ...PURPOSES] as const;
export type DeclaredKind = (typeof DECLARED_KINDS)[number];

export const purposeOf = (kind: DeclaredKind): Purpose | null =>
  PURPOSES.find((purpose) => purpose === kind) ?? null;
/** Null where the load decides. */
export const crossingKindOf = (kind: DeclaredKind): CrossingKind | null =>
  CROSSING_KINDS.find((each) => each === kind) ?? null;

/**
 * `needed`: not sent without it. `expected`: the gate will want it, and it may be told later with an owner and a
 * deadline (rule 12). `asked`: given by whom it concerns.
 */
export type Need = 'needed' | 'expected' | 'asked';

const TRIP = 'direction! gate! route kind plate!';
const LOAD = 'trailer container seal?';
const GOODS = 'goodsName! weight? weightUnit hsCode origin quantity goodsValue';
const PAPERS = 'firmName! taxCode customsDeclaration? regime';
const DRIVER = 'driverName? driverIdNumber? driverPhone?';
const WHEN = 'arrivalDate? arrivalTime? note';
const CARGO = `${LOAD} ${GOODS} ${PAPERS} ${DRIVER}`;

/**
 * DE-1: what is asked of each kind and direction, in this order; `!` needed, `?` expected. What is not named is not
 * asked. A foreign vehicle comes in under a transport licence; only an export begins a trip out and back.
 */
const ASKED: Readonly<Record<DeclaredKind, Readonly<Record<Direction, string>>>> = {
  loaded: {
    export: `${TRIP} ${CARGO} tripBack ${WHEN}`,
    import: `${TRIP} transportLicence ${CARGO} ${WHEN}`,
  },
  transshipment: {
    export: `${TRIP} ${CARGO} yard? ${WHEN}`,
    import: `${TRIP} transportLicence? ${CARGO} yard? ${WHEN}`,
  },
  'line-exchange': {
    export: `${TRIP} trailer ${GOODS} ${PAPERS} ${DRIVER} ${WHEN}`,
    import: `${TRIP} trailer ${GOODS} ${PAPERS} ${DRIVER} ${WHEN}`,
  },
  transit: {
    export: `${TRIP} transportLicence? ${CARGO} ${WHEN}`,
    import: `${TRIP} transportLicence? ${CARGO} ${WHEN}`,
  },
  empty: {
    export: `${TRIP} trailer container firmName! taxCode ${DRIVER} tripBack ${WHEN}`,
    import: `${TRIP} transportLicence trailer container firmName! taxCode ${DRIVER} ${WHEN}`,
  },
  'new-vehicle': {
    export: `${TRIP} goodsName! hsCode origin quantity goodsValue ${PAPERS} ${DRIVER} ${WHEN}`,
    import: `${TRIP} goodsName! hsCode origin quantity goodsValue ${PAPERS} ${DRIVER} ${WHEN}`,
  },
  storage: {
    export: `${TRIP} ${CARGO} yard? storageUntil ${WHEN}`,
    import: `${TRIP} transportLicence ${CARGO} yard? storageUntil ${WHEN}`,
  },
  'tractor-change': {
    export: `${TRIP} nextTractor! ${CARGO} yard ${WHEN}`,
    import: `${TRIP} transportLicence nextTractor! ${CARGO} yard ${WHEN}`,
  },
};

const isField = (name: string): name is SubmissionField =>
  (SUBMISSION_FIELDS as readonly string[]).includes(name);

function readTable(text: string): ReadonlyMap<SubmissionField, Need> {
  const fields = new Map<SubmissionField, Need>();
  for (const word of text.split(' ')) {
    const name = word.replace(/[!?]$/, '');
    if (!isField(name)) throw new Error(`no such field: ${name}`);
    fields.set(name, word.endsWith('!') ? 'needed' : word.endsWith('?') ? 'expected' : 'asked');
  }
  return fields;
}

const TABLE = new Map(
  DECLARED_KINDS.flatMap((kind) =>
    DIRECTIONS.map((direction) => [`${kind}/${direction}`, readTable(ASKED[kind][direction])] as const),
  ),
);

/** DE-1: fields of one kind and direction in the order in which they are asked. */
export const fieldsOf = (kind: DeclaredKind, direction: Direction): ReadonlyMap<SubmissionField, Need> =>
  TABLE.get(`${kind}/${direction}`) ?? new Map();

/** What a half-filled form asks: as of a loaded export until somebody says otherwise. */
export const askedOf = (said: {
  readonly kind: string;
  readonly direction: string;
}): ReadonlyMap<SubmissionField, Need> =>
  fieldsOf(
    DECLARED_KINDS.find((kind) => kind === said.kind) ?? 'loaded',
    DIRECTIONS.find((direction) => direction === said.direction) ?? 'export',
  );
