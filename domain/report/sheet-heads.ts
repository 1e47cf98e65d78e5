import { type Speaker, wordText } from './cell-text';
import { type Cell, type Sheet, type Word, word } from './sheet';

/** What stands above a report in every copy of it: whose it is, of when, made when. */
export function sheetHeads(sheet: Sheet): readonly Word[] {
  const moment = (at: number): Cell => ({ kind: 'moment', at });
  return [
    word('report.screen.periodText', { from: moment(sheet.from), until: moment(sheet.until) }),
    word('report.screen.made', { at: moment(sheet.madeAt) }),
  ];
}

export const placeWord = (sheet: Pick<Sheet, 'gateId'>): Cell =>
  sheet.gateId === null
    ? { kind: 'word', word: word('report.province') }
    : { kind: 'gate', gateId: sheet.gateId };

export const titleText = (speaker: Speaker, sheet: Sheet): string => wordText(speaker, sheet.title);
