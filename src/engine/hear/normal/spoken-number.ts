/** A number found in plain text: which units it takes, and how it is written in digits. */
export interface NumberToken {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** digits: said or written one by one; count: a quantity; percent: with its sign. */
  readonly kind: 'digits' | 'count' | 'percent';
  /** Said with a scale (两万, 八千): a sum of money unless something else is counted. */
  readonly scaled: boolean;
}

/** Plain text as a number reader sees it. */
export interface Units {
  readonly units: Uint16Array;
  readonly length: number;
}
