/// <reference types="astro/client" />

/*
 * All of search that every page loads: it listens for `/`, Ctrl-K and Command-K, and for a click on the header's field,
 * and loads the dialog when it is wanted. Without it the header's form leads to the search page.
 */
import styles from '../../styles/search.css?url&no-inline';

const form = document.querySelector<HTMLFormElement>('form[role="search"]');
const field = form?.querySelector('input');
const base = new URL(form?.action ?? location.href).pathname.replace(/search\/$/, '');

async function open(typed: string): Promise<void> {
  // The search page has a field of its own, with all filters.
  const own = document.getElementById('search-query');
  if (own !== null) own.focus();
  else {
    try {
      (await import('./dialog.ts')).openDialog({ base, styles, typed });
    } catch (error) {
      // No network, or the site was published anew: the form still leads to the search page.
      console.warn('Search could not be opened:', error);
      field?.focus();
    }
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select'));
}

addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const chord = key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey;
  const slash = key === '/' && !ctrlKey && !metaKey && !altKey;
  if (event.defaultPrevented || event.isComposing || !(chord || slash) || isTyping(event.target)) return;
  event.preventDefault();
  void open('');
});

field?.addEventListener('click', () => void open(field.value));
