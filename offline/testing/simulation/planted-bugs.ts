import { PROTOCOL_VERSION, type SignedDocument } from '@/domain/sync/protocol';
import type { Store } from '../../store/store';
import { StoreTrouble } from '../../store/trouble';
import { failed } from '../../sync/transport';
import type { Bug, Place } from './bug';
import { epochNo } from './gate-state';
import { CENTRE_BUGS } from './planted-centre-bugs';

/** Bugs of the tablet: each is one way in which somebody could have written it wrongly. */

const diskOf = ({ tablet }: Place) => {
  if (tablet.disk === null) throw new Error('bugs are planted on tablets without a real disk');
  return tablet.disk;
};

const TABLET_BUGS: readonly Bug[] = [
  {
    name: 'acknowledges everything it has, whatever the centre said',
    store: (inner) => ({
      ...inner,
      acknowledge: async (ack) => {
        const { headSeq } = await inner.outbox(0);
        const verdicts = Array.from({ length: headSeq }, (_, at) => ({
          kind: 'applied' as const,
          seq: at + 1,
        }));
        return inner.acknowledge({ ...ack, ackSeq: headSeq, verdicts, rewind: false });
      },
    }),
  },
  {
    name: 'takes a lost answer for an acknowledgement',
    transport: (inner) => ({
      ...inner,
      push: async (request) => {
        const reply = await inner.push(request);
        if (reply.kind === 'answer' || request.events.length === 0) return reply;
        const last = request.from + request.events.length - 1;
        const verdicts = request.events.map((_, at) => ({
          kind: 'applied' as const,
          seq: request.from + at,
        }));
        const rest = { t1: request.t0, t2: request.t0, epoch: epochNo(0), standing: 'active' as const };
        const value = { protocol: PROTOCOL_VERSION, ackSeq: last, verdicts, incidents: [], ...rest };
        return { kind: 'answer' as const, value };
      },
    }),
  },
  {
    name: 'stores a page and forgets the cursor',
    store: (inner, place) => ({
      ...inner,
      applyPage: async (page) => {
        const done = await inner.applyPage(page);
        const { meta } = diskOf(place);
        if (done && meta.cursors !== undefined) meta.cursors = { ...meta.cursors, [page.stream]: page.from };
        return done;
      },
    }),
  },
  {
    name: 'moves the cursor and forgets the page',
    store: (inner, place) => ({
      ...inner,
      applyPage: (page) =>
        page.stream === 'events' && place.world.dice.happens(0.1)
          ? inner.applyPage({ ...page, upserts: [] })
          : inner.applyPage(page),
    }),
  },
  {
    name: 'ignores tombstones',
    store: (inner) => ({ ...inner, applyPage: (page) => inner.applyPage({ ...page, tombstones: [] }) }),
  },
  {
    name: 'reads the tail outside of the transaction',
    store: (inner, place) => ({
      ...inner,
      append: async (writing) => {
        const { meta } = diskOf(place);
        const before = meta.tail;
        await new Promise<void>((go) => setImmediate(go));
        const events = await inner.append(writing);
        // Another tab reads the same tail before this one is written.
        if (before !== undefined && place.world.dice.happens(0.05)) meta.tail = before;
        return events;
      },
    }),
  },
  {
    name: 'prunes above the acknowledgement',
    store: (inner, place) => ({
      ...inner,
      prune: async (beforeWall) => {
        const { own } = diskOf(place);
        const gone = await inner.prune(beforeWall);
        return gone + own.splice(0, own.length).length;
      },
    }),
  },
  {
    name: 'says recorded of what rests in memory only',
    store: (inner, place) => ({
      ...inner,
      append: async (writing) => {
        try {
          return await inner.append(writing);
        } catch (error) {
          if (!(error instanceof StoreTrouble)) throw error;
          const { room } = place.tablet;
          place.tablet.room = 'enough';
          const events = await inner.append(writing);
          place.tablet.room = room;
          const { own } = diskOf(place);
          own.splice(own.length - events.length, events.length);
          return events;
        }
      },
    }),
  },
  {
    name: 'stores half of a writing',
    store: (inner) => ({
      ...inner,
      append: async (writing) => {
        const events = await inner.append({ ...writing, entries: writing.entries.slice(0, 1) });
        return events;
      },
    }),
  },
  {
    name: 'does not move its clock by what it reads',
    store: (inner) => ({
      ...inner,
      applyPage: (page) => inner.applyPage(page.stream === 'events' ? { ...page, seen: null } : page),
    }),
  },
  {
    name: 'takes the wall clock as it is',
    store: (inner, place) => ({
      ...inner,
      append: async (writing) => {
        const { meta } = diskOf(place);
        if (meta.tail !== undefined) meta.tail = { ...meta.tail, hlc: null };
        return inner.append(writing);
      },
    }),
  },
  {
    name: 'takes an older revocation list',
    ...staleLists('revocation'),
  },
  {
    name: 'takes an older key list',
    ...staleLists('trust-list'),
  },
  { name: 'calls an unknown key forged', store: (inner) => rewording(inner, 'PS-KEY', 'PS-SIG', 'refuse') },
  { name: 'lets an unknown key through', store: (inner) => rewording(inner, 'PS-KEY', 'AD-OK', 'proceed') },
  {
    name: 'writes a refusal down as proceed',
    store: (inner) => rewording(inner, 'PS-SIG', 'PS-SIG', 'proceed'),
  },
  {
    name: 'does not upload refusals',
    transport: (inner) => ({
      ...inner,
      push: (request) =>
        inner.push({
          ...request,
          events: request.events.filter(
            (event) =>
              !(typeof event === 'object' && event !== null && Reflect.get(event, 'verdict') === 'refuse'),
          ),
        }),
    }),
  },
  {
    name: 'is stopped by a poisoned event',
    transport: (inner, { tablet }) => ({
      ...inner,
      push: async (request) =>
        request.events.some((_, at) => tablet.spoiled.has(request.from + at))
          ? failed({ kind: 'refused' })
          : inner.push(request),
    }),
  },
  {
    name: 'does not notice that the centre was set back',
    store: (inner) => ({
      ...inner,
      acknowledge: (ack) => inner.acknowledge({ ...ack, rewind: false }),
      read: async (key) => (key === 'mark' ? null : inner.read(key)),
    }),
  },
  {
    name: 'does not drop what it shall read anew',
    store: (inner) => ({ ...inner, dropStream: async () => undefined }),
  },
  {
    name: 'does not announce its head',
    transport: (inner) => ({
      ...inner,
      push: (request) => inner.push({ ...request, head: null, headSeq: 0 }),
    }),
  },
  {
    name: 'gives an event a new number when it sends it again',
    transport: (inner, { world }) => ({
      ...inner,
      push: (request) =>
        inner.push({
          ...request,
          events: request.events.map((event) =>
            typeof event === 'object' && event !== null && world.dice.happens(0.1)
              ? { ...event, mono: Number(Reflect.get(event, 'mono')) + 1 }
              : event,
          ),
        }),
    }),
  },
  {
    name: 'believes a measurement of its clock across a jump',
    store: (inner) => ({
      ...inner,
      write: (values) =>
        inner.write(
          values.clock === undefined
            ? values
            : { ...values, clock: { ...values.clock, offset: values.clock.offset + 90_000 } },
        ),
    }),
  },
  {
    name: 'forgets incidents that it read',
    store: (inner) => ({
      ...inner,
      applyPage: (page) => inner.applyPage(page.stream === 'incidents' ? { ...page, upserts: [] } : page),
    }),
  },
  {
    name: 'repeats a page of events without its last one',
    store: (inner) => ({
      ...inner,
      applyPage: (page) =>
        inner.applyPage(
          page.stream === 'events' && page.upserts.length > 4
            ? { ...page, upserts: page.upserts.slice(0, -1) }
            : page,
        ),
    }),
  },
];

/** Whatever signed list comes last is kept, without a look at its version. */
function staleLists(kind: 'revocation' | 'trust-list'): Pick<Bug, 'store' | 'transport'> {
  const last = new WeakMap<object, Map<string, Parameters<typeof keep>[1]>>();
  const keep = (place: Place, list: SignedDocument) => {
    const known = last.get(place.tablet) ?? new Map();
    last.set(place.tablet, known.set(list.kind, list));
  };
  return {
    transport: (inner, place) => ({
      ...inner,
      pull: async (request) => {
        const reply = await inner.pull(request);
        if (reply.kind === 'answer')
          for (const list of reply.value.pages.lists.upserts) if (list.kind === kind) keep(place, list);
        return reply;
      },
    }),
    store: (inner, place) => ({
      ...inner,
      applyPage: async (page) => {
        const done = await inner.applyPage(page);
        const list = last.get(place.tablet)?.get(kind);
        if (done && page.stream === 'lists' && list !== undefined) diskOf(place).lists.set(kind, list);
        return done;
      },
    }),
  };
}

/** What is written is not what was judged. */
function rewording(inner: Store, code: string, other: string, verdict: 'refuse' | 'proceed'): Store {
  return {
    ...inner,
    append: (writing) =>
      inner.append({
        ...writing,
        entries: writing.entries.map(({ draft, stamp }) =>
          draft.codes[0] === code
            ? { draft: { ...draft, codes: [other], verdict }, stamp }
            : { draft, stamp },
        ),
      }),
  };
}

export const PLANTED_BUGS: readonly Bug[] = [...TABLET_BUGS, ...CENTRE_BUGS];
