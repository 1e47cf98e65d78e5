/** An address that a telephone would make a link of: `://`, `www.`, `word.tld/`. */
const ADDRESS = /:\/\/|(?:^|[^\p{L}\p{N}])www\.|[\p{L}\p{N}-]\.\p{L}{2,}\//iu;

/** A firm's name goes out in messages to people who never asked: it must not carry a link of the sender's (FM-5). */
export const hasAddress = (name: string): boolean => ADDRESS.test(name.normalize('NFKC'));

/** As much of a firm's name as a message has room for. */
const MOST_IN_MESSAGE = 60;
export const nameInMessage = (name: string): string => {
  const letters = [...name];
  return letters.length <= MOST_IN_MESSAGE ? name : `${letters.slice(0, MOST_IN_MESSAGE - 1).join('')}…`;
};
