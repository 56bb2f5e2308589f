import type { Glob } from './glob.ts';
import { globstar } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { WildIndex } from './wild-index.ts';

/**
 * How much is remembered, in places and steps, before the memory is emptied: bounds what a hostile file or list of
 * paths can take to some hundred megabytes.
 */
const memory = 2_000_000;

/** A place between two segments of one or more patterns. */
class Place {
  readonly id: number;
  /** True for the place after `**`, where any further segment may still follow. */
  readonly loops: boolean;
  /** Next places by literal segment: one inline, since most have no more, and a map from the second on. */
  name: string | undefined = undefined;
  named: Place | undefined = undefined;
  byName: Map<string, Place> | undefined = undefined;
  /** Next place by `*`. */
  any: Place | undefined = undefined;
  wild: WildIndex<Place> | undefined = undefined;
  star: Place | undefined = undefined;
  /** By group, the last rule whose pattern ends here and matches a path that does. */
  files: Map<number, number> | undefined = undefined;
  /** The last rule whose pattern ends here and matches what lies in a folder that ends here; -1 if none. */
  folders: number = -1;

  constructor(id: number, loops: boolean) {
    this.id = id;
    this.loops = loops;
  }
}

/** Places that several patterns have come to together, after the segments of some folder. */
interface Front {
  readonly places: readonly Place[];
  /** Steps taken from here, by the name of the folder that was entered. */
  steps: Map<string, Step> | undefined;
}

interface Step {
  readonly to: Front;
  /** The last rule that matches all that lies in the folder entered; -1 if none. */
  readonly rule: number;
}

/**
 * Many patterns matched at once. They share a tree of segments; a path walks from front to front, and every step that
 * was taken is remembered (an automaton built as far as paths need it). Most folders leave the same few fronts, so a
 * path costs a look-up per folder and one search for its own name.
 */
export class PatternTree {
  private places = 0;
  private readonly top = this.makePlace(false);
  private fronts = new Map<string, Front>();
  private start: Front | undefined;
  private remembered = 0;
  private last: { readonly path: string; readonly step: Step } | undefined;

  /**
   * Adds a pattern. Rules are added in ascending order.
   *
   * @param group of rules of the same group that match the same way, only the last is ever found
   */
  add(pattern: Pattern, rule: number, group: number): void {
    let place = this.top;
    for (const segment of pattern.segments) place = this.next(place, segment);
    if (pattern.matches !== 'file') place.folders = rule;
    if (pattern.matches !== 'folder') (place.files ??= new Map()).set(group, rule);
    this.start = undefined;
  }

  /** Calls `visit` with rules that match `path`, among them the last that matches of each group. */
  find(path: string, visit: (rule: number) => void): void {
    const slash = path.lastIndexOf('/');
    const { to, rule } = this.enter(slash === -1 ? '' : path.slice(0, slash));
    if (rule !== -1) visit(rule);
    // What ends here as a folder plays no part: a file is not in the folder that would have its name.
    walk(to.places, path.slice(slash + 1), (place) => {
      if (place.files) for (const found of place.files.values()) visit(found);
    });
  }

  private makePlace(loops: boolean): Place {
    this.places += 1;
    return new Place(this.places, loops);
  }

  private next(place: Place, segment: Glob | typeof globstar): Place {
    if (segment === globstar) return (place.star ??= this.makePlace(true));
    if (segment.any) return (place.any ??= this.makePlace(false));
    if (segment.literal === undefined) return (place.wild ??= new WildIndex()).entry(segment, () => this.makePlace(false));
    const known = place.name === segment.literal ? place.named : place.byName?.get(segment.literal);
    if (known) return known;
    const made = this.makePlace(false);
    if (place.name === undefined) {
      place.name = segment.literal;
      place.named = made;
    } else {
      (place.byName ??= new Map()).set(segment.literal, made);
    }
    return made;
  }

  /** Goes from the root into a folder, given as a path. */
  private enter(path: string): Step {
    if (this.last?.path === path && this.start) return this.last.step;
    let front = (this.start ??= this.restart());
    let rule = -1;
    for (let at = 0; path !== '' && at <= path.length; ) {
      const slash = path.indexOf('/', at);
      const end = slash === -1 ? path.length : slash;
      const step = this.step(front, path.slice(at, end));
      front = step.to;
      if (step.rule > rule) rule = step.rule;
      at = end + 1;
    }
    const step = { to: front, rule };
    this.last = { path, step };
    return step;
  }

  /** Forgets all steps that were taken. */
  private restart(): Front {
    this.fronts = new Map();
    this.remembered = 0;
    return this.front(this.top.star ? [this.top, this.top.star] : [this.top]);
  }

  private step(from: Front, name: string): Step {
    const known = from.steps?.get(name);
    if (known) return known;
    if (this.remembered > memory) this.start = this.restart();
    const reached = new Set<Place>();
    walk(from.places, name, (place) => {
      reached.add(place);
      if (place.star) reached.add(place.star);
    });
    const places = [...reached];
    const step = { to: this.front(places), rule: places.reduce((rule, place) => Math.max(rule, place.folders), -1) };
    (from.steps ??= new Map()).set(name, step);
    this.remembered += 1;
    return step;
  }

  private front(places: readonly Place[]): Front {
    // A place from which no segment leads on makes no difference.
    const onward = places.filter(({ loops, name, any, wild, star }) => loops || name !== undefined || any || wild || star);
    const key = onward.map(({ id }) => id).join();
    let front = this.fronts.get(key);
    if (!front) {
      front = { places: onward, steps: undefined };
      this.fronts.set(key, front);
      this.remembered += onward.length;
    }
    return front;
  }
}

/** Calls `reached` with every place that one more segment leads to; with some of them twice. */
function walk(places: readonly Place[], name: string, reached: (place: Place) => void): void {
  for (const place of places) {
    if (place.loops) reached(place);
    const named = place.name === name ? place.named : place.byName?.get(name);
    if (named) reached(named);
    if (place.any) reached(place.any);
    if (place.wild) place.wild.find(name, reached);
  }
}
