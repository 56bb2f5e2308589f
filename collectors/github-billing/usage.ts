import { compareText } from '../../src/findings/codes.ts';
import type { MeteredUsage } from '../../src/schema/facts/metered-usage.ts';
import { repositoryId } from '../../src/schema/primitives.ts';
import type { Column } from './columns.ts';
import { decimal, numberOf, product } from './decimal.ts';
import type { ReportRow } from './report.ts';

/** What a row bills, of whoever used it. */
export interface UsageRow {
  readonly key: Pick<MeteredUsage, 'scope' | 'day' | 'product' | 'sku' | 'workflow'> & { readonly repository: string | undefined };
  readonly unit: string;
  readonly costCenter: string;
  readonly quantity: bigint;
  readonly gross: bigint;
  readonly discount: bigint;
  readonly net: bigint;
}

/** Why a row could not be read, naming the column by its title. Nothing of what the row says. */
export interface BadRow {
  readonly reason: string;
}

/** The day of a row: `2026-11-20`, or an instant of that day. Undefined for anything else. */
export function dayOf(row: ReportRow): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(row.field('date'))?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? day : undefined;
}

/**
 * Makes sense of a row.
 *
 * @param account the host and organisation or enterprise that is billed: `github.com/acme`
 */
export function usageRow(row: ReportRow, account: string): UsageRow | BadRow {
  const bad = (column: Column, what: string): BadRow => ({ reason: `column \`${row.titleOf(column) ?? column}\` ${what}` });
  if (!row.even) return { reason: 'it has another number of fields than the header' };
  const day = dayOf(row);
  if (day === undefined) return bad('date', 'is no date');
  const named = row.field('product').toLowerCase().replaceAll(/\s+/g, '_');
  if (named === '') return bad('product', 'names no product');
  const amounts = new Map<Column, bigint>();
  for (const column of ['quantity', 'price', 'gross', 'discount', 'net'] as const) {
    const amount = decimal(row.field(column));
    if (amount === undefined) return bad(column, 'is no number');
    amounts.set(column, amount);
  }
  const amount = (column: Column): bigint => amounts.get(column) ?? 0n;
  const repository = repositoryOf(row, account);
  if (repository === null) return bad('repository', 'names no repository');
  const discounted = row.titleOf('net') !== undefined;
  // Before 2024 the price is the one of the machine, so the multiplier, which is about included minutes, is not applied.
  const gross = row.titleOf('gross') === undefined ? product(amount('quantity'), amount('price')) : amount('gross');
  const sku = row.field('sku');
  const unit = row.field('unit');
  return {
    key: { scope: repository ?? account, repository, day, product: named, sku: sku === '' ? `${named}_${unit.toLowerCase()}` : sku, workflow: row.field('workflow').slice(0, 300) },
    // Until 2022 the unit of minutes was the kind of machine.
    unit: sku === '' && named === 'actions' ? 'minutes' : unit.toLowerCase().replace(/^(minute|request|seat)$/, '$1s'),
    costCenter: row.field('costCenter').slice(0, 300),
    quantity: amount('quantity'),
    gross,
    discount: amount('discount'),
    net: discounted ? amount('net') : gross,
  };
}

/** `github.com/acme/payments`; undefined for what belongs to no repository, null for a name that is none. */
function repositoryOf(row: ReportRow, account: string): string | undefined | null {
  const name = row.field('repository');
  if (name === '') return undefined;
  const [host = '', ...rest] = account.split('/');
  const owner = row.field('organization') === '' ? rest.at(-1) : row.field('organization');
  const whole = name.includes('/') ? `${host}/${name}` : `${host}/${owner}/${name}`;
  return repositoryId.safeParse(whole).success ? whole : null;
}

/** Adds up what rows bill by everything but who used it. */
export class UsageSum {
  readonly #sums = new Map<string, UsageRow>();

  /** @returns what is wrong with a row that cannot be added to the others */
  add(row: UsageRow): string | undefined {
    const { scope, day, product: name, sku, workflow } = row.key;
    const key = JSON.stringify([day, scope, name, sku, workflow]);
    const sum = this.#sums.get(key);
    if (sum !== undefined && sum.unit !== row.unit) return `the same is billed in ${sum.unit} before`;
    this.#sums.set(key, sum === undefined ? row : added(sum, row));
    return undefined;
  }

  /** The facts, in order of their keys. */
  facts(account: string): MeteredUsage[] {
    return [...this.#sums]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([, { key, unit, costCenter, quantity, gross, discount, net }]) => ({
        account,
        ...(key.repository === undefined ? {} : { repository: key.repository }),
        scope: key.scope,
        day: key.day,
        startsAt: `${key.day}T00:00:00.000Z`,
        product: key.product,
        sku: key.sku,
        workflow: key.workflow,
        ...(costCenter === '' ? {} : { costCenter }),
        quantity: numberOf(quantity),
        unit,
        grossAmount: numberOf(gross),
        discountAmount: numberOf(discount),
        netAmount: numberOf(net),
      }));
  }
}

/** Of rows for several cost centres, none is named. */
function added(a: UsageRow, b: UsageRow): UsageRow {
  return {
    ...a,
    costCenter: a.costCenter === b.costCenter ? a.costCenter : '',
    quantity: a.quantity + b.quantity,
    gross: a.gross + b.gross,
    discount: a.discount + b.discount,
    net: a.net + b.net,
  };
}
