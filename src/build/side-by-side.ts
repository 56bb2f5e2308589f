/**
 * Two pieces of work at once. When one fails the other is told to stop, and what the first said is thrown once both have
 * ended: nothing goes on writing into a folder that is about to be removed.
 */
export async function sideBySide<A, B>(signal: AbortSignal, first: (signal: AbortSignal) => Promise<A>, second: (signal: AbortSignal) => Promise<B>): Promise<[A, B]> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const run = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await work(both);
    } catch (error) {
      failures.push(error);
      stop.abort();
      throw error;
    }
  };
  const [one, other] = await Promise.allSettled([run(first), run(second)]);
  if (one.status === 'fulfilled' && other.status === 'fulfilled') return [one.value, other.value];
  throw failures[0];
}
