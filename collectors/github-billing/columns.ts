/** What a column of a usage report says, by our own name for it. */
export type Column = 'date' | 'product' | 'sku' | 'quantity' | 'unit' | 'price' | 'gross' | 'discount' | 'net' | 'organization' | 'repository' | 'workflow' | 'costCenter';

/**
 * Names of columns in the reports that GitHub has sent, without regard to case, spaces and marks:
 *
 * - since 2024 (GitHub, "Billing reports reference"): `date`, `product`, `sku`, `quantity`, `unit_type`,
 *   `applied_cost_per_quantity`, `gross_amount`, `discount_amount`, `net_amount`, `username`, `organization`, `repository`,
 *   `workflow_path`, `cost_center_name`; at first with `usage_at` and `workflow_name`
 * - 2022 to 2024: `Date`, `Product`, `SKU`, `Quantity`, `Unit Type`, `Price Per Unit ($)`, `Multiplier`, `Owner`,
 *   `Repository Slug`, `Username`, `Actions Workflow`, `Notes`
 * - until 2022: `Date`, `Product`, `Repository Slug`, `Quantity`, `Unit Type`, `Price Per Unit`, `Actions Workflow`, `Notes`
 */
const names: ReadonlyMap<string, Column> = new Map([
  ['date', 'date'],
  ['usageat', 'date'],
  ['product', 'product'],
  ['sku', 'sku'],
  ['quantity', 'quantity'],
  ['unittype', 'unit'],
  ['priceperunit', 'price'],
  ['appliedcostperquantity', 'price'],
  ['grossamount', 'gross'],
  ['discountamount', 'discount'],
  ['netamount', 'net'],
  ['organization', 'organization'],
  ['organizationname', 'organization'],
  ['owner', 'organization'],
  ['repository', 'repository'],
  ['repositoryname', 'repository'],
  ['repositoryslug', 'repository'],
  ['workflowpath', 'workflow'],
  ['workflowname', 'workflow'],
  ['actionsworkflow', 'workflow'],
  ['costcentername', 'costCenter'],
]);

/** Known and left out: who used it, what is said twice, and what the report of premium requests adds. */
const unused: ReadonlySet<string> = new Set([
  'username',
  'multiplier',
  'notes',
  'model',
  'exceedsquota',
  'totalmonthlyquota',
  'aicquantity',
  'aicgrossamount',
  'aicnetamount',
  'input',
  'output',
  'cacheread',
  'cachewrite',
]);

/** The columns of a file. */
export interface Columns {
  /** Where each stands, from 0. */
  readonly at: ReadonlyMap<Column, number>;
  /** Names that are not known, in order. */
  readonly unknown: readonly string[];
  /** True for a report that does not say what discounts there were. */
  readonly undiscounted: boolean;
}

/** Makes sense of a header. Undefined if it is no usage report's: the text says what is missing. */
export function columnsOf(header: readonly string[]): Columns | { readonly missing: readonly string[] } {
  const at = new Map<Column, number>();
  const unknown: string[] = [];
  for (const [index, name] of header.entries()) {
    const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
    const column = names.get(plain);
    if (column !== undefined && !at.has(column)) at.set(column, index);
    else if (column === undefined && plain !== '' && !unused.has(plain)) unknown.push(name);
  }
  const undiscounted = !at.has('net');
  const needed: readonly Column[] = ['date', 'product', 'quantity', 'unit', ...(undiscounted ? (['price'] as const) : [])];
  const missing = needed.filter((column) => !at.has(column));
  return missing.length > 0 ? { missing: missing.map((column) => shownNames[column] ?? column) } : { at, unknown, undiscounted };
}

const shownNames: Partial<Record<Column, string>> = { unit: 'unit_type', price: 'net_amount' };
