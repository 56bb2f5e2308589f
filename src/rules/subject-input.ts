import type { Catalog } from '../catalog/model.ts';
import type { KnownEvents, KnownFact } from '../knowledge/known.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import type { Delivery } from '../schema/facts/delivery.ts';
import type { Measurement } from '../schema/facts/measurement.ts';
import type { ProductionChange } from '../schema/facts/production-change.ts';
import type { SupplyChain } from '../schema/facts/supply-chain.ts';
import type { Instant } from '../schema/primitives.ts';
import type { MeasurementDeclaration } from '../schema/scorecards/measurement.ts';

/** All that expressions may see: the catalog and what is known, as of one instant. */
export interface SubjectInput {
  readonly asOf: Instant;
  readonly catalog: Catalog;
  /** By repository id. */
  readonly records: ReadonlyMap<string, RepositoryRecord>;
  /** By repository id; a repository without an entry was not looked at. */
  readonly supplyChain: ReadonlyMap<string, KnownFact<SupplyChain>>;
  /** By subject (entity reference or repository id), then by measurement. */
  readonly measurements: ReadonlyMap<string, ReadonlyMap<string, KnownFact<Measurement>>>;
  /** By entity reference, of the last 365 days. An entity without an entry had none. */
  readonly changes: KnownEvents<ProductionChange>;
  readonly deliveries: KnownEvents<Delivery>;
  readonly declared: readonly MeasurementDeclaration[];
}
