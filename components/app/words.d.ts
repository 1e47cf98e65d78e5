/** A part of the messages (word-parts.json). Typed as all of them: what a screen may name is not another's to know. */
declare module '*.json?part=pass' {
  const words: typeof import('@/messages/vi.json');
  export default words;
}
declare module '*.json?part=gate' {
  const words: typeof import('@/messages/vi.json');
  export default words;
}
declare module '*.json?part=board' {
  const words: typeof import('@/messages/vi.json');
  export default words;
}
