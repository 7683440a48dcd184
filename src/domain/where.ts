import { z } from 'zod';

/** Where in the bank's own systems a step is done (去哪里点): system, page, and an address whose {{slot}} blanks the talk fills. */
export const Where = z.object({
  system: z.string().min(1).max(40),
  page: z.string().min(1).max(80), // the way there as its menus say it: 转账流水查询 › 按时间
  link: z
    .string()
    .max(300)
    .regex(
      /^https?:\/\/[^\s{}]+\/(?:[^\s{}]|\{\{[A-Za-z][A-Za-z0-9]*\}\})*$/,
      'must be an http(s) address; {{slot}} may stand after the host only',
    )
    .optional(),
});
export type Where = z.infer<typeof Where>;
