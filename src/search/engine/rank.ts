import type { SearchBundle } from '../manifest.ts';
import type { SearchField } from '../record.ts';
import { rarity, type Index, type Posting, type Postings } from './pagefind.ts';
import type { Term, Way } from './terms.ts';

/** A record that was found. */
export interface Found {
  readonly number: number;
  readonly score: number;
  /** True if it has all that was asked for. */
  readonly whole: boolean;
  /** Places of the words in its text, with how much each tells. */
  readonly places: readonly Place[];
}

export interface Place {
  readonly at: number;
  readonly weight: number;
  readonly term: number;
}

/** What a word counts for besides its weight in the text (up to about 2.4) if it stands in a field. */
const fieldWeights: Readonly<Record<SearchField, number>> = { title: 3, names: 3, asked: 2.5, headings: 1.5, about: 1 };

/** What the parts of the site count for against each other, all else alike. */
const groupWeights: Readonly<Record<SearchBundle['group'], number>> = { catalog: 0.9, docs: 1, components: 0.7 };

/** Share of what was asked for, by rarity, that a record must have; one that has some of it in its title, less. */
const leastShare = 0.55;
const leastTitledShare = 0.35;

/** What a title that holds nothing but what was asked for adds to a score. */
const titleShare = 0.5;

/** What a word that was not asked for counts in a title, by its rarity. */
const asideValue = 2;

/** Words at most this far apart count as standing together. */
const together = 8;

/** How many of the best are looked at more closely. */
const closely = 150;

/** What a record has of one term. */
interface Match {
  readonly value: number;
  readonly factor: number;
  readonly titled: boolean;
  readonly postings: readonly Posting[];
}

/** Finds and ranks the records that have most of what was asked for, best first. */
export async function rank(all: readonly Term[], index: Index, bundles: readonly SearchBundle[], titles: readonly number[]): Promise<Found[]> {
  const terms = all.filter(({ aside }) => aside !== true);
  const total = bundles.reduce((sum, { records }) => sum + records, 0);
  const matches = await Promise.all(terms.map((term) => matchesOf(term, index)));
  const rarities = matches.map((match) => rarity(total, match.size));
  // What occurs nowhere cannot tell one record from another; that it was left aside is said.
  const asked = rarities.reduce((sum, value, at) => sum + (matches[at]?.size === 0 ? 0 : value), 0);
  const scores = new Map<number, Score>();
  matches.forEach((match, at) => {
    for (const [number, one] of match) {
      const score = scores.get(number) ?? { sum: 0, share: 0, terms: 0, titled: 0 };
      score.sum += one.value * (rarities[at] ?? 0);
      // What is said in other words is said all the same.
      score.share += (Math.sqrt(one.factor) * (rarities[at] ?? 0)) / asked;
      score.terms += 1;
      score.titled += one.titled ? one.factor : 0;
      scores.set(number, score);
    }
  });
  for (const term of all.filter(({ aside }) => aside === true)) await addAside(scores, term, index, total);
  const groupAt = groupWeightOf(bundles);
  const sorted = [...scores]
    .map(([number, { sum, share, terms: had, titled }]) => {
      const title = Math.min(1, titled / Math.max(1, titles[number] ?? 1));
      return { number, whole: had === terms.length, enough: share >= (titled > 0 ? leastTitledShare : leastShare), score: sum * share * groupAt(number) * (1 + titleShare * title * title) };
    })
    .filter(({ whole, enough }) => whole || enough)
    .sort(best);
  const near = sorted.slice(0, closely).map((found) => {
    const places = placesOf(found.number, matches, rarities);
    return { ...found, places, score: found.score * (1 + closeness(places, terms.length)) };
  });
  return [...near.sort(best), ...sorted.slice(closely).map((found) => ({ ...found, places: [] }))];
}

interface Score {
  sum: number;
  /** How much of what was asked for it has, by rarity. */
  share: number;
  terms: number;
  /** How many of the terms stand in its title. */
  titled: number;
}

/** Words that were not asked for add a little to what is called by them. */
async function addAside(scores: ReadonlyMap<number, Score>, term: Term, index: Index, total: number): Promise<void> {
  const matches = await matchesOf(term, index);
  for (const [number, { titled }] of matches) {
    const score = scores.get(number);
    if (!titled || score === undefined) continue;
    score.sum += asideValue * rarity(total, matches.size);
    score.titled += 1;
  }
}

function best(a: { score: number; number: number }, b: { score: number; number: number }): number {
  return b.score - a.score || a.number - b.number;
}

async function matchesOf(term: Term, index: Index): Promise<Map<number, Match>> {
  const found = new Map<number, Match>();
  for (const { way, lists } of await Promise.all(term.ways.map(async (way) => ({ way, lists: await listsOf(way, index) })))) {
    const [first = new Map<number, Posting>(), ...others] = lists;
    for (const [number, posting] of first) {
      const postings = [posting, ...others.flatMap((list) => list.get(number) ?? [])];
      if (postings.length < lists.length) continue;
      const value = (way.factor * postings.reduce((sum, one) => sum + valueOf(one), 0)) / postings.length;
      const known = found.get(number);
      // Ways add little to each other: the best one counts, but where it stands is told by all.
      found.set(number, {
        value: Math.max(value, known?.value ?? 0),
        factor: Math.max(way.factor, known?.factor ?? 0),
        titled: known?.titled === true || postings.every(({ fields }) => fields.includes('title')),
        postings: way.factor < 0.6 && known !== undefined ? known.postings : [...(known?.postings ?? []), ...postings],
      });
    }
  }
  return found;
}

function listsOf({ words, phrase = false }: Way, index: Index): Promise<Postings[]> {
  return Promise.all(words.map((word) => index.postings(word, phrase)));
}

function valueOf({ weight, fields }: Posting): number {
  return weight + fields.reduce((sum, field) => sum + (isField(field) ? fieldWeights[field] : 0), 0);
}

function isField(field: string): field is SearchField {
  return field in fieldWeights;
}

function groupWeightOf(bundles: readonly SearchBundle[]): (number: number) => number {
  return (number) => groupWeights[bundles.find(({ from, records }) => number >= from && number < from + records)?.group ?? 'docs'];
}

function placesOf(number: number, matches: readonly ReadonlyMap<number, Match>[], rarities: readonly number[]): Place[] {
  return matches
    .flatMap((match, term) => (match.get(number)?.postings ?? []).flatMap(({ places }) => places.map((at) => ({ at, term, weight: rarities[term] ?? 0 }))))
    .sort((a, b) => a.at - b.at || a.term - b.term);
}

/** From 0 to 0.5: the share of the terms that stand together somewhere. */
function closeness(places: readonly Place[], terms: number): number {
  if (terms < 2) return 0;
  let most = 1;
  let from = 0;
  for (let to = 0; to < places.length; to++) {
    while ((places[to]?.at ?? 0) - (places[from]?.at ?? 0) > together) from += 1;
    most = Math.max(most, new Set(places.slice(from, to + 1).map(({ term }) => term)).size);
  }
  return (0.5 * (most - 1)) / (terms - 1);
}
