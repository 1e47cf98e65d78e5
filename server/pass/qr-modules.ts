import QRCode from 'qrcode';
import { drawQr, type QrModules } from '@/domain/pass/qr-path';

/** The code of a text for paper, as large as it can be printed (PO-1). */
export const paperQr = (text: string): QrModules =>
  drawQr((level, version) => {
    const code = QRCode.create(text, {
      errorCorrectionLevel: level,
      ...(version === null ? {} : { version }),
    });
    return { version: code.version, side: code.modules.size, data: code.modules.data };
  }, 'M');
