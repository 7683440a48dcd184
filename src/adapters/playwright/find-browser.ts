import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** A browser on this machine, or a sentence saying where none was found. */
export type FoundBrowser = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string };

/** The browser robots use: the one DESKSIDE_BROWSER names, else Chromium, Chrome or Edge on PATH or at its usual place, else the one we installed. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): FoundBrowser {
  const named = env.DESKSIDE_BROWSER;
  if (named)
    return isProgram(named)
      ? { ok: true, path: named }
      : {
          ok: false,
          why: `DESKSIDE_BROWSER names ${named}, which is not a program: correct it, or leave it out to let Deskside look for one`,
        };
  const onPath = (env.PATH ?? '').split(delimiter).flatMap(folder => (folder === '' ? [] : programs.map(name => join(folder, name))));
  const path = [...onPath, ...usualPlaces(env), ourOwn()].find(place => place !== '' && isProgram(place));
  return path === undefined
    ? { ok: false, why: 'no Chromium, Chrome or Edge was found: run "deskside browser install", or name one in DESKSIDE_BROWSER' }
    : { ok: true, path };
}

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];

function usualPlaces(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const windows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap(folder =>
    folder
      ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'), join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')]
      : [],
  );
  return [
    '/usr/bin/chromium',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windows,
  ];
}

/** Where Playwright's own installer puts its browser; it has none for some systems. */
function ourOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
