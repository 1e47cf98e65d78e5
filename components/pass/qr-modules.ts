import { create } from 'qrcode/lib/core/qrcode';
import { drawQr, type QrModules } from '@/domain/pass/qr-path';

/** The code of a text as a path, as large as it can be drawn (PO-1). */
export const qrModules = (text: string, from: 'L' | 'M'): QrModules =>
  drawQr((level, version) => {
    const code = create(text, {
      errorCorrectionLevel: level,
      ...(version === null ? {} : { version }),
    });
    return { version: code.version, side: code.modules.size, data: code.modules.data };
  }, from);
