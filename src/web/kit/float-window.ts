interface PictureInPicture {
  readonly window: Window | null;
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

/** Document Picture-in-Picture, where the browser has it. */
export function pictureInPicture(): PictureInPicture | undefined {
  return (window as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
}

/** The window the desk is painted in now: the floating one while it is open, else the page's. */
export function deskWindow(): Window {
  return pictureInPicture()?.window ?? window;
}
