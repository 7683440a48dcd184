import { open, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import { heldUp } from '#adapters/playwright/held-up.ts';
import { type Done, refuse, type Stage } from '#adapters/playwright/stage.ts';
import { mishapOf } from '#adapters/playwright/trouble.ts';
import type { RobotFile } from '#ports/robot-browser.ts';

/** The most that is carried to or from a page at once. */
export const mostBytes = 20_000_000;

/** Puts a file into a file field, or into the chooser that a button opens. */
export async function giveFile(page: Page, element: Locator, file: RobotFile, deadline: Deadline): Promise<Done> {
  if (file.bytes.byteLength > mostBytes) return refuse('BAD_INPUT', `a file of at most ${mostBytes / 1e6} MB is uploaded`);
  const payload = {
    name: basename(file.name),
    mimeType: types[extname(file.name).toLowerCase()] ?? 'application/octet-stream',
    buffer: Buffer.from(file.bytes),
  };
  try {
    const isField = await deadline.within(element.evaluate((node: { readonly type?: string }) => node.type === 'file'));
    if (isField) await element.setInputFiles(payload, deadline.options());
    else {
      const chooser = page.waitForEvent('filechooser', deadline.options());
      chooser.catch(() => {});
      await element.click(deadline.options());
      await (await chooser).setFiles(payload, deadline.options());
    }
    return { ok: true };
  } catch (error) {
    if (mishapOf(error) !== 'slow' || deadline.isStopped) throw error;
    return { ok: false, trouble: await heldUp(element) };
  }
}

/** Presses what downloads and brings the file; the browser's own copy is removed. */
export async function fetchFile({ pages, page, deadline }: Stage, element: Locator): Promise<Done> {
  const meter = await page.context().newCDPSession(page);
  let isTooBig = false;
  meter.on('Page.downloadProgress', ({ receivedBytes }) => {
    if (receivedBytes > mostBytes) {
      isTooBig = true;
      void pages.download?.cancel().catch(() => {});
    }
  });
  try {
    await meter.send('Page.enable');
    await element.click(deadline.options());
    while (!pages.download && !pages.interruption(page) && (await deadline.pause(50)));
    const interruption = pages.interruption(page);
    if (interruption) return { ok: false, trouble: interruption };
    const { download } = pages;
    if (!download) return refuse('TIME_OUT', 'no download began');
    const path = await deadline.within(download.path()).catch(() => null);
    if (isTooBig) return refuse('FAILED', `the file is bigger than ${mostBytes / 1e6} MB`);
    if (path === null) {
      await download.cancel().catch(() => {});
      return deadline.isOver ? refuse('TIME_OUT', 'the download did not end in time') : refuse('FAILED', 'the download broke off');
    }
    const bytes = await readBounded(path);
    return bytes === null
      ? refuse('FAILED', `the file is bigger than ${mostBytes / 1e6} MB`)
      : { ok: true, file: { name: basename(download.suggestedFilename()), bytes } };
  } finally {
    await pages.download?.delete().catch(() => {});
    await meter.detach().catch(() => {});
  }
}

async function readBounded(path: string): Promise<Uint8Array | null> {
  const file = await open(path);
  try {
    return (await file.stat()).size > mostBytes ? null : await file.readFile();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

const types: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};
