import { visibleText } from '../../text/visible-text.ts';
import type { Answer } from '../engine/engine.ts';
import { element } from './elements.ts';

/** Most kinds that are offered; the search page has all of them, and the other filters. */
const most = 7;

/** Buttons that leave only one kind, each with how many there are; the one that is pressed takes it back. */
export function kindButtons({ facets }: Answer, chosen: string | undefined, choose: (kind: string | undefined) => void): HTMLElement[] {
  const values = facets.find(({ name }) => name === 'kind')?.values ?? [];
  const shown = values
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ value }) => value);
  return values
    .filter(({ value }) => value === chosen || shown.includes(value))
    .map(({ value, label, count }) => {
      const button = element('button', 'search-kind', visibleText(label), ' ', element('span', 'muted', count.toLocaleString('en')));
      button.type = 'button';
      button.dataset['kind'] = value;
      button.setAttribute('aria-pressed', String(value === chosen));
      button.addEventListener('click', () => {
        const group = button.parentElement;
        choose(value === chosen ? undefined : value);
        // The buttons are made anew when the answer comes: the focus stays on the one that was pressed.
        new MutationObserver((_, observer) => {
          observer.disconnect();
          group?.querySelector<HTMLElement>(`[data-kind="${CSS.escape(value)}"]`)?.focus();
        }).observe(group ?? button, { childList: true });
      });
      return button;
    });
}
