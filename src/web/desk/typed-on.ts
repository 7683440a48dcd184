const pauseMs = 800;

/** Whether somebody types in a field of this window. */
export function isTyping(window: Window): boolean {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(window.document.activeElement?.tagName ?? '');
}

/** Takes the keys of somebody whose field has just been taken off the screen, until they pause: they mean no shortcut of what is there now. */
export function swallowKeys(window: Window): void {
  const stop = () => window.removeEventListener('keydown', swallow, true);
  let paused = setTimeout(stop, pauseMs);
  function swallow(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(paused);
    paused = setTimeout(stop, pauseMs);
  }
  window.addEventListener('keydown', swallow, true);
}
