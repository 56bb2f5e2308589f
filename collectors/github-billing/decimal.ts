const places = 12;
const one = 10n ** BigInt(places);

/**
 * An amount in whole trillionths, so that a sum is the same in whatever order it is made. Undefined for what is no number.
 *
 * @param text as reports write it: `0.0064`, `-1.5`, `3.2e-05`, `$0.008`; nothing at all is zero
 */
export function decimal(text: string): bigint | undefined {
  const parts = /^([-+])?\$?(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,2}))?$/i.exec(text.trim());
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return text.trim() === '' ? 0n : undefined;
  const shift = places + Number(exponent) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -scaled : scaled;
}

/** The product of two amounts. */
export function product(a: bigint, b: bigint): bigint {
  const exact = a * b;
  return exact < 0n ? -rounded(-exact, one) : rounded(exact, one);
}

/** The amount as a number. */
export function numberOf(amount: bigint): number {
  const size = amount < 0n ? -amount : amount;
  const text = `${size / one}.${String(size % one).padStart(places, '0')}`;
  return amount < 0n ? -Number(text) : Number(text);
}

function rounded(digits: bigint, by: bigint): bigint {
  return (digits + by / 2n) / by;
}
