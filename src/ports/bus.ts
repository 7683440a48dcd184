/** Carries requests to a partition's owner and rows to desks. Holds no business state: losing a message loses nothing. */
export interface Bus {
  /** Sends to everybody who listens on the subject. */
  publish(subject: string, message: unknown): void;
  /** Listens; the returned function stops. */
  listen(subject: string, heard: (message: unknown) => void): () => void;
  /** Whether somebody listens; a bus that cannot know says yes. Spares work nobody would see. */
  isHeard(subject: string): boolean;
  close(): Promise<void>;
}
