/** One unbroken reading of digits. `starts` has the place of every digit; `bare` says it may be nothing but a word (一下, no one). */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
  readonly starts: readonly number[];
  /** quantity: said with 十 百 千 or as twenty-three; it is a number of a series only beside others or when one was asked for. */
  readonly how: 'typed' | 'spoken' | 'quantity';
  readonly bare: boolean;
}
