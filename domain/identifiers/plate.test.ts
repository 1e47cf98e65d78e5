import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayPlate, lookAlikeKey, parsePlate, plateMatchKey } from './plate';

const vietnamSeries = fc.oneof(
  fc.constantFrom(...'ABCDEFGHKLMNPRSTUVXYZ'),
  fc.constantFrom('LD', 'RM', 'AB', 'KT'),
);
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const vietnamPlate = fc
  .tuple(fc.integer({ min: 11, max: 99 }), vietnamSeries, fc.oneof(digits(4), digits(5)))
  .map(([province, series, tail]) => `${province}${series}${tail}`);
const chinaPlate = fc.oneof(
  fc
    .stringMatching(/^[京粤桂云湘琼][A-HJ-Z][A-HJ-NP-Z]{0,2}[0-9]{3}[0-9]{2}$/)
    .filter((text) => text.length === 7),
  fc.stringMatching(/^[桂粤云][A-HJ-Z][A-HJ-NP-Z]{2}[0-9]{3}$/),
  fc.stringMatching(/^[桂粤云][A-HJ-Z][A-HJ-NP-Z]{2}[0-9]{2}[挂学港澳]$/),
  fc.stringMatching(/^[桂粤云][A-HJ-Z](?:[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF])$/),
);
const anyPlate = fc.oneof(vietnamPlate, chinaPlate);

/** The same plate as different people type it. */
const typedBy = (plate: string) =>
  fc
    .tuple(
      fc.array(fc.constantFrom('', ' ', '-', '.', '·', ' - '), {
        minLength: plate.length,
        maxLength: plate.length,
      }),
      fc.boolean(),
    )
    .map(([marks, small]) => {
      const spread = [...plate].map((character, i) => character + (marks[i] ?? '')).join('');
      return small ? ` ${spread.toLowerCase()}` : spread;
    });

const read = (text: string) => {
  const plate = parsePlate(text);
  return plate.ok ? plate.value : plate.error;
};

describe('plates', () => {
  test.each([
    ['51C-123.45', '51C12345', 'vehicle', '51C-123.45'],
    ['99a 99999', '99A99999', 'vehicle', '99A-999.99'],
    ['29c1234', '29C1234', 'vehicle', '29C-1234'],
    ['35R-744.72', '35R74472', 'trailer', '35R-744.72'],
    ['51 RM 012.34', '51RM01234', 'trailer', '51RM-012.34'],
    ['51LD-123.45', '51LD12345', 'vehicle', '51LD-123.45'],
    ['１２Ｃ－１２３．４５', '12C12345', 'vehicle', '12C-123.45'],
    ["'60С74197", '60C74197', 'vehicle', '60C-741.97'],
  ])('ID-5 %s is Vietnamese', (typed, normalised, kind, display) => {
    expect(read(typed)).toMatchObject({ country: 'VN', normalised, kind, display, raw: typed });
  });

  test.each([
    ['桂AHA738', '桂AHA738', 'vehicle', '桂A·HA738'],
    ['桂fr1116', '桂FR1116', 'vehicle', '桂F·R1116'],
    ['桂 F-9B393', '桂F9B393', 'vehicle', '桂F·9B393'],
    ['粵B·12345', '粤B12345', 'vehicle', '粤B·12345'],
    ['桂KKY34挂', '桂KKY34挂', 'trailer', '桂K·KY34挂'],
    ['桂KKY34掛', '桂KKY34挂', 'trailer', '桂K·KY34挂'],
    ['粤Z1234港', '粤Z1234港', 'vehicle', '粤Z·1234港'],
    ['桂A1234学', '桂A1234学', 'vehicle', '桂A·1234学'],
    ['桂FD12345', '桂FD12345', 'vehicle', '桂F·D12345'],
    ['桂F12345F', '桂F12345F', 'vehicle', '桂F·12345F'],
  ])('ID-6 %s is Chinese', (typed, normalised, kind, display) => {
    expect(read(typed)).toMatchObject({ country: 'CN', normalised, kind, display, raw: typed });
  });

  test.each([
    ['FNU722', '桂FNU722'],
    ['a8a954', '桂A8A954'],
    ['F-M8460', '桂FM8460'],
    ['?F9B393', '桂F9B393'],
    ['FD12345', '桂FD12345'],
    ['KKY34挂', '桂KKY34挂'],
    ['KKY34', '桂KKY34挂'],
  ])('ID-7 %s lacks its province', (typed, suggestion) => {
    expect(read(typed)).toMatchObject({ code: 'PL-PROVINCE', detail: { suggestion } });
  });

  test('ID-7 every Chinese plate without its first character is told to lack it', () => {
    fc.assert(
      fc.property(chinaPlate, (plate) => {
        expect(read(plate.slice(1))).toMatchObject({ code: 'PL-PROVINCE' });
      }),
    );
  });

  test.each([
    ['', 'ID-EMPTY'],
    [' . ', 'ID-PLACEHOLDER'],
    ['không có', 'ID-PLACEHOLDER'],
    ['xe tải', 'PL-SHAPE'],
    ['51C-123', 'PL-SHAPE'],
    ['51J-123.45', 'PL-SHAPE'],
    ['桂I12345', 'PL-SHAPE'],
    ['TRUCKS', 'PL-SHAPE'],
    ['51C-123.45/51R-123.45', 'PL-SHAPE'],
  ])('ID-8 %j is refused as %s', (typed, code) => {
    expect(read(typed)).toMatchObject({ code });
  });

  test('ID-8 a typed O or I is read as 0 or 1 in the suggestion only', () => {
    expect(read('51C-I23.4O')).toEqual({
      code: 'PL-SHAPE',
      detail: { typed: '51C-I23.4O', suggestion: '51C-123.40' },
    });
  });

  test('ID-8 however a plate is typed, it is the same plate, and its normalised form is its own', () => {
    fc.assert(
      fc.property(
        anyPlate.chain((plate) => fc.tuple(fc.constant(plate), typedBy(plate))),
        ([plate, typed]) => {
          expect(read(typed)).toMatchObject({ normalised: plate, raw: typed });
          expect(read(plate)).toMatchObject({ normalised: plate });
          expect(read(displayPlate(plate).text)).toMatchObject({ normalised: plate });
        },
      ),
    );
  });

  test('ID-8 no text makes the parser throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const plate = parsePlate(text);
        expect(plate.ok ? plate.value.raw : plate.error.code).toBeTypeOf('string');
        displayPlate(text);
      }),
    );
  });

  test('ID-9 the match key of a plate is that of what somebody remembers of it', () => {
    expect(plateMatchKey('桂F9B393')).toBe('F9B393');
    expect(plateMatchKey('f-9b393')).toBe('F9B393');
    expect(plateMatchKey('51c 123.4O')).toBe('51C12340');
    fc.assert(
      fc.property(anyPlate, (plate) => {
        const remembered = plate.replace(/\p{Script=Han}/gu, '').toLowerCase();
        expect(plateMatchKey(remembered)).toBe(plateMatchKey(plate));
        expect(read(plate)).toMatchObject({ matchKey: plateMatchKey(plate) });
      }),
    );
  });

  test('ID-5 Vietnamese plates are painted in two lines, Chinese trailers too', () => {
    expect(displayPlate('51C12345')).toEqual({ text: '51C-123.45', country: 'VN', lines: ['51C', '123.45'] });
    expect(displayPlate('桂KKY34挂')).toEqual({
      text: '桂K·KY34挂',
      country: 'CN',
      lines: ['桂K', 'KY34挂'],
    });
    expect(displayPlate('桂F9B393')).toEqual({ text: '桂F·9B393', country: 'CN', lines: null });
    expect(displayPlate('FNU722')).toEqual({ text: 'FNU722', country: 'CN', lines: null });
  });
});

test('ID-61 look-alikes confused any number of times give the same wider key, and it never joins what it should not', () => {
  const pairs = [
    ['0', 'O'],
    ['1', 'I'],
    ['8', 'B'],
    ['5', 'S'],
  ] as const;
  const marks = fc.stringMatching(/^[0-9A-Z]{4,11}$/);
  fc.assert(
    fc.property(marks, fc.infiniteStream(fc.boolean()), (mark, toss) => {
      const confused = [...mark]
        .map((character) => {
          const pair = pairs.find((two) => two.some((one) => one === character));
          return pair === undefined ? character : toss.next().value ? pair[0] : pair[1];
        })
        .join('');
      expect(lookAlikeKey(plateMatchKey(confused))).toBe(lookAlikeKey(plateMatchKey(mark)));
    }),
  );
  fc.assert(
    fc.property(marks, marks, (one, other) => {
      const plain = (text: string) =>
        [...text].map((c) => pairs.find(([, letter]) => letter === c)?.[0] ?? c).join('');
      expect(lookAlikeKey(plateMatchKey(one)) === lookAlikeKey(plateMatchKey(other))).toBe(
        plain(one) === plain(other),
      );
    }),
  );
});
