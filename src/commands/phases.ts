/** Runs named phases and prints each with its seconds and this process' memory. */
export function phases(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  return async (name, work) => {
    const began = performance.now();
    const result = await work();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${name.padEnd(10)} ${seconds} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    return result;
  };
}
