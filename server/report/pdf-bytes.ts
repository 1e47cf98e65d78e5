/** What a document is, once it is ended. Ask before writing: what nobody listens to is lost. */
export function pdfBytes(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    document.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.once('error', reject);
  });
}
