import { builtDemo } from '#test/kit/built-demo.ts';

/** Has the demo bank's content learned before the first demo starts: once for all of them, and however long it takes. */
export default async function setup(): Promise<void> {
  await builtDemo();
}
