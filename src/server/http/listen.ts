import type { App } from '#server/http/app.ts';

/** Starts to listen and says where; a taken port is a sentence. Port 0 takes any. */
export async function listen(app: App, at: { readonly host: string; readonly port: number }): Promise<string> {
  try {
    return await app.listen(at);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${at.port} on ${at.host} is in use. Stop the other program or set DESKSIDE_PORT.`, { cause: error });
    if (code === 'EACCES')
      throw new Error(`Port ${at.port} may not be opened by this account. Set DESKSIDE_PORT to one above 1023.`, { cause: error });
    throw error;
  }
}
