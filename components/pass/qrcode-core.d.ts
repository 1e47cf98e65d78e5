/** What makes a code, without what would draw it: a fifth of the package less on a driver's phone. */
declare module 'qrcode/lib/core/qrcode' {
  export { create } from 'qrcode';
}
