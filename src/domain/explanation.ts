import { z } from 'zod';

/**
 * Why something is shown, in words: what makes a rule fire or a step count as done, what excuses it, in which time, and what takes it
 * back. Made of the content itself, so it says what is judged and never more.
 */
export const Explanation = z.object({
  title: z.string(),
  fires: z.string(), // 坐席说到「…」时提示
  unless: z.array(z.string()).readonly(), // each one alone excuses it
  within: z.string(), // how long it waits, or that it does not
  withdrawn: z.array(z.string()).readonly(), // each one alone takes it back
  putRight: z.string().optional(), // what is said to put it right
  weight: z.string().optional(), // 重大 · 扣 100 分 · 一票否决
});
export type Explanation = z.infer<typeof Explanation>;
