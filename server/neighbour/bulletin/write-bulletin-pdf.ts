import QRCode from 'qrcode';
import { gateById } from '@/domain/gate/gates';
import { type Bulletin, missingOf } from '@/domain/neighbour/bulletin';
import { paperOf, qrTexts } from '@/domain/neighbour/bulletin-qr';
import { bothMoments, bulletinTables } from '@/domain/neighbour/bulletin-tables';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { contentOf, countryOf } from '@/domain/neighbour/statement';
import { type Cell, count, type Word, word } from '@/domain/report/sheet';
import { fromBase64url } from '@/domain/shared/base64url';
import { MUTED, type Paper, SIZE, words, writePaper } from '../two-languages';

/** Printed width of a code, points: 62 mm, two side by side; a full one has modules of 0.6 mm. */
const QR = 62 * 2.8346;
const QR_GAP = 24;
/** Light modules around a code (ISO/IEC 18004). */
const QUIET = 4;

const w = (name: string, values?: Word['values']): Word => word(`neighbour.sheet.${name}`, values);
const text = (value: string): Cell => ({ kind: 'text', text: value });

/** Of a gate on both sides, in both languages. */
export function gateLine(code: string): string {
  const gate = gateById(code);
  if (gate === null) return code;
  return `${gate.vi} – ${gate.counterpart.vi} · ${gate.zh} – ${gate.counterpart.zh}`;
}

/** The bulletin on paper: what it says in Vietnamese and Chinese, its codes, and the fingerprint of the key that signed it. */
export async function writeBulletinPdf(bulletin: Bulletin): Promise<Uint8Array> {
  const saidAt = Date.parse(bulletin.saidAt);
  const title = words(w('title')).join('  ');
  return writePaper({ title: `${title} · ${bulletin.gate} ${bulletin.number}`, at: saidAt }, (paper) => {
    paper.line(title, 'bold', SIZE.title);
    paper.line(gateLine(bulletin.gate), 'bold', SIZE.gate);
    for (const said of [
      w(`from.${countryOf(bulletin.source)}`, { number: count(bulletin.number) }),
      w('saidAt', { at: text(bothMoments(saidAt)) }),
      w('validUntil', { at: text(bothMoments(Date.parse(bulletin.validUntil))) }),
    ])
      paper.line(words(said).join('  ·  '), 'regular', SIZE.head);
    for (const table of bulletinTables(bulletin.events.map(contentOf), saidAt)) {
      const even = table.columns.map(() => 1 / table.columns.length);
      paper.table(table, table.id === 'flows' ? [0.3, 0.35, 0.35] : even);
    }
    drawCodes(paper, bulletin);
  });
}

/** Codes two by two, what they hold, and what to compare over the telephone. */
function drawCodes(paper: Paper, bulletin: Bulletin): void {
  const texts = qrTexts(bulletin);
  const key = fromBase64url(bulletin.publicKey);
  paper.y += 10;
  paper.turn(QR + 60);
  paper.line(words(w('scan', { count: count(texts.length) })).join('  '), 'bold', SIZE.head);
  const missing = missingOf(paperOf(bulletin));
  if (missing > 0)
    for (const line of words(w('inFile', { count: count(missing) })))
      paper.line(line, 'regular', SIZE.small, MUTED);
  paper.y += 4;
  texts.forEach((code, at) => {
    const column = at % 2;
    if (column === 0) paper.turn(QR + 16);
    const x = paper.left + column * (QR + QR_GAP);
    drawCode(paper.document, code, x, paper.y);
    const below = { weight: 'regular', size: SIZE.small, colour: MUTED, x, width: QR } as const;
    paper.put(`${at + 1} / ${texts.length}`, { ...below, y: paper.y + QR + 1 });
    if (column === 1 || at === texts.length - 1) paper.y += QR + 16;
  });
  const fingerprint = text(key === null ? '' : fingerprintOf(key));
  for (const line of words(w('fingerprint', { text: fingerprint }))) paper.line(line, 'regular', SIZE.cell);
  paper.line(bulletin.signature, 'regular', SIZE.small, MUTED);
}

function drawCode(document: PDFKit.PDFDocument, code: string, x: number, y: number): void {
  const { modules } = QRCode.create(code, { errorCorrectionLevel: 'M' });
  const unit = QR / (modules.size + 2 * QUIET);
  document.fillColor('#000000');
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      const from = column;
      while (column < modules.size && modules.data[row * modules.size + column]) column += 1;
      // One run of dark modules is one rectangle: no hairlines between them.
      if (column > from)
        document.rect(x + (from + QUIET) * unit, y + (row + QUIET) * unit, (column - from) * unit, unit);
    }
  document.fill();
}
