/** How values are written on pages: English, UTC, the same on every machine. Nothing here reads the clock. */

const months = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const;

/** `12,345`. Grouped by hand: `toLocaleString` depends on the ICU data that Node was built with. */
export function count(n: number): string {
  const [whole = '0', fraction] = String(n).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 repository`, `2 repositories`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1.2 MB`: powers of 1,000 as SI has them, three figures at most. */
export function bytes(n: number): string {
  let value = n;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return n === 1 ? '1 byte' : `${n} bytes`;
  return `${value >= 99.5 ? Math.round(value) : value >= 9.95 ? value.toFixed(1) : value.toFixed(2)} ${byteUnits[unit] ?? ''}`;
}

/** `21 November 2026` of an instant or day. */
export function date(instant: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(instant) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? instant : `${Number(day)} ${name} ${year}`;
}

/** `21 November 2026, 03:00 UTC`. */
export function instantText(instant: string): string {
  const [, time] = /T(\d\d:\d\d)/.exec(instant) ?? [];
  return time === undefined ? date(instant) : `${date(instant)}, ${time} UTC`;
}

/** `62.5%`, with one decimal; below 0.1% but not zero, `<0.1%`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
}

/** `3 days`, `1 day`, `less than a day`. */
export function days(n: number): string {
  return n === 0 ? 'less than a day' : plural(n, 'day');
}

/** The class of a table's cell that holds a word or two: kept in one line while it is no longer than a column should be. */
export function shortClass(text: string | undefined): string {
  return text === undefined || text.length <= 16 ? 'short nowrap' : 'short';
}
