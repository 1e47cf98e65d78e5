import PDFDocument from 'pdfkit';
import { type Gate, gateByNumber } from '@/domain/gate/gates';
import { placesOnTheWay, roadsTo } from '@/domain/gate/places';
import { displayPlate } from '@/domain/identifiers/plate';
import type { PassClaims } from '@/domain/pass/claims';
import { codeWidthMm } from '@/domain/pass/paper';
import { QUIET } from '@/domain/pass/qr-path';
import { shortCodeOf } from '@/domain/pass/short-code';
import { momentText, type Speaker } from '@/domain/report/cell-text';
import { pdfBytes } from '@/server/report/pdf-bytes';
import { type Setter, textSetter } from '@/server/report/pdf-text';
import { paperQr } from './qr-modules';

/** Points. A6 upright, black on white. */
const MM = 72 / 25.4;
const PAGE = { width: 105 * MM, height: 148 * MM, margin: 5 * MM } as const;
const SIZE = { head: 10, plate: 30, fact: 8 } as const;
const LEADING = 1.28;
const INK = '#000000';

/** A pass on A6 with its faces embedded: what the driver's phone prints, as a file that any shop can print (PO-3). */
export async function writePassPdf(speaker: Speaker, token: string, claims: PassClaims): Promise<Uint8Array> {
  const { translate: t, locale } = speaker;
  const gate = gateByNumber(claims.gateNumber);
  const gateName = gate?.[locale] ?? t('app.name', {});
  const plate = displayPlate(claims.binding.plate).text;
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    lang: locale,
    displayTitle: true,
    info: { Title: `${t('pass.title', {})} · ${plate} · ${gateName}` },
  });
  const written = pdfBytes(document);
  const text = textSetter(document);
  document.fillColor(INK);
  const inner = PAGE.width - 2 * PAGE.margin;
  const centred = (words: string, weight: 'regular' | 'bold', size: number, y: number) =>
    text.draw(words, weight, size, (PAGE.width - text.width(words, weight, size)) / 2, y);

  let y: number = PAGE.margin;
  centred(`${gateName} · ${t(`direction.${claims.direction}`, {})}`, 'bold', SIZE.head, y);
  y += SIZE.head * LEADING + 4;
  const wide = text.width(plate, 'bold', SIZE.plate);
  const plateSize = SIZE.plate * Math.min(1, (inner - 24) / wide);
  const plateWidth = Math.min(inner, wide + 24);
  document
    .roundedRect((PAGE.width - plateWidth) / 2, y, plateWidth, SIZE.plate * 1.35, 5)
    .lineWidth(1.5)
    .strokeColor(INK)
    .stroke();
  centred(plate, 'bold', plateSize, y + 2 + (SIZE.plate - plateSize) / 2);
  y += SIZE.plate * 1.35 + 4;

  drawCode(document, token, y);
  const side = codeWidthMm('a6', 0) * MM;
  y += side + 3;
  for (const [term, value] of factsOf(speaker, claims)) y = drawFact(text, inner, y, term, value);
  y += 4;
  for (const line of wayLines(speaker, gate, claims))
    for (const part of text.lines(line, 'regular', SIZE.fact, inner)) {
      text.draw(part, 'regular', SIZE.fact, PAGE.margin, y);
      y += SIZE.fact * LEADING;
    }
  document.end();
  return written;
}

function drawCode(document: PDFKit.PDFDocument, token: string, top: number): void {
  const { side, path } = paperQr(token);
  const width = codeWidthMm('a6', side) * MM;
  document
    .save()
    .translate((PAGE.width - width) / 2, top)
    .scale(width / (side + 2 * QUIET))
    .path(path)
    .fill(INK)
    .restore();
}

function drawFact(text: Setter, inner: number, y: number, term: string, value: string): number {
  text.draw(term, 'regular', SIZE.fact, PAGE.margin, y);
  const room = inner - text.width(term, 'regular', SIZE.fact) - 8;
  let line = y;
  for (const part of text.lines(value, 'bold', SIZE.fact, room)) {
    const left = PAGE.margin + inner - text.width(part, 'bold', SIZE.fact);
    text.draw(part, 'bold', SIZE.fact, left, line);
    line += SIZE.fact * LEADING;
  }
  return line;
}

function factsOf(
  { translate: t }: Speaker,
  { binding, goodsClass, driver, notAfter, passId, revision }: PassClaims,
): readonly (readonly [string, string])[] {
  const said = (key: string, value: string | null) =>
    value === null || value === '' ? [] : [[t(`pass.${key}`, {}), value] as const];
  return [
    ...said('trailer', binding.trailer === null ? null : displayPlate(binding.trailer).text),
    ...said('container', binding.container),
    ...said('seal', binding.seal),
    ...said('customs', binding.customsDeclaration),
    ...said('goods', t(`goodsClass.${goodsClass}`, {})),
    ...said('driver', driver),
    ...said('validUntil', momentText(notAfter * 1000)),
    ...said('codeLabel', `${shortCodeOf(passId)} · ${t('pass.revision', { revision: String(revision) })}`),
  ];
}

/** Yard before gate, and the roads there. */
function wayLines(
  { translate: t, locale }: Speaker,
  gate: Gate | null,
  { direction }: PassClaims,
): readonly string[] {
  if (gate === null) return [];
  const roads = roadsTo(gate.code);
  return [
    ...(direction === 'export' && roads.length > 0
      ? [t('pass.way.roads', { roads: roads.join(' → ') })]
      : []),
    ...placesOnTheWay(gate.code, direction).map(({ kind, name }) =>
      t(`pass.way.${kind}`, { name: name ?? gate[locale] }),
    ),
  ];
}
