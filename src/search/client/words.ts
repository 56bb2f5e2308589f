import { kindWord } from '../../components/words.ts';
import type { SearchCatalog } from '../catalog.ts';
import { noOwner, type FilterName } from '../filters.ts';
import { shortName } from '../names.ts';

/** How a filter's value is called. References without a known title are called by their name. */
export function valueLabel(name: FilterName, value: string, labels: SearchCatalog['labels']): string {
  switch (name) {
    case 'owner':
      return value === noOwner ? 'No owner' : (labels.owner[value] ?? shortName(value));
    case 'system':
      return labels.system[value] ?? shortName(value);
    case 'kind':
      return kindWord(value);
    case 'inferred':
      return value === 'yes' ? 'Inferred only' : value;
    default:
      return value;
  }
}

/** The line above the results: how many there are, how many are shown. */
export function countLine(total: number, shown: number, exact: number): string {
  if (total === 0) return 'Nothing found.';
  const results = `${total.toLocaleString('en')} ${total === 1 ? 'result' : 'results'}`;
  const named = exact > 0 && exact < total ? `, ${exact === 1 ? 'the one' : `the ${exact}`} of exactly this name first` : '';
  return shown < total ? `${results}${named}; the first ${shown.toLocaleString('en')} are shown.` : `${results}${named}.`;
}
