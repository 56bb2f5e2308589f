import { type MeasurementDeclaration, measurementsFile } from '../../schema/scorecards/measurement.ts';
import { loadFolder } from './file.ts';
import { uniqueById } from './names.ts';
import { below, type Report } from './report.ts';

/** Reads `measurements.yaml`: what expressions may read besides the facts, each declared once. */
export function readMeasurements(dir: string, report: Report): MeasurementDeclaration[] {
  const files = loadFolder(dir, '', measurementsFile, 'measurements', report, /^measurements\.ya?ml$/);
  const entries = files.flatMap(({ value, item }) =>
    (value?.measurements ?? []).map((one, index) => ({ id: one.id, spot: below(item('measurements', index), 'id'), value: one })),
  );
  return [...uniqueById('Measurement', entries, report).values()];
}
