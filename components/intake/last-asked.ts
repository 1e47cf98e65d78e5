/** Of questions that overtake each other the reply to the last one counts; to an earlier one it is null. */
export function lastAsked() {
  let last = 0;
  return {
    of: async <T>(asked: Promise<T>): Promise<T | null> => {
      last += 1;
      const own = last;
      const reply = await asked;
      return own === last ? reply : null;
    },
    /** What is on its way is of no use any more. */
    forget: () => {
      last += 1;
    },
  };
}
