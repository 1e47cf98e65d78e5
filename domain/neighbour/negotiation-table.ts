import { type Cell, count, type SheetTable, type Word, word, wordCell } from '../report/sheet';
import { GOODS_CLASSES } from '../shared/vocabulary';
import { bothMoments, flowWord, windowText } from './bulletin-tables';
import type { Step, Terms } from './content';

const w = (name: string, values?: Word['values']): Word => word(`neighbour.agreement.${name}`, values);
const text = (value: string): Cell => ({ kind: 'text', text: value });
const ms = (instant: string): number => Date.parse(instant);
const span = ({ from, until }: { readonly from: string; readonly until: string }) => ({
  from: text(bothMoments(ms(from))),
  until: text(bothMoments(ms(until))),
});

/** What is proposed or agreed, line by line. */
export function termsWords(terms: Terms): readonly Word[] {
  const place = { flow: flowWord(terms.flow), ...span(terms) };
  if (terms.about === 'hours')
    return [
      w('hours', place),
      ...terms.windows.map(({ from, until }) => w('window', { text: text(windowText(ms(from), ms(until))) })),
    ];
  const { perHour, byClass } = terms.quota;
  return [
    w('quota', { ...place, perHour: count(perHour) }),
    ...GOODS_CLASSES.flatMap((goods) => {
      const value = byClass[goods];
      if (value === undefined) return [];
      return [
        word('neighbour.sheet.classCount', { class: word(`goodsClass.${goods}`), count: count(value) }),
      ];
    }),
  ];
}

/** The whole negotiation for the file: who took which step when, on what terms, signed by which key (NE-13). */
export const negotiationTable = (chain: readonly Step[]): SheetTable => ({
  id: 'negotiation',
  title: w('steps'),
  columns: [w('step'), w('who'), w('deed'), w('terms'), w('signedAt'), w('key')],
  rows: chain.map((step) => ({
    cells: [
      count(step.step),
      wordCell(`neighbour.agreement.by.${step.by}`),
      wordCell(`neighbour.agreement.did.${step.deed}`),
      { kind: 'words', words: termsWords(step.terms) },
      text(bothMoments(ms(step.signedAt))),
      text(step.keyId),
    ],
  })),
  empty: w('none'),
});
