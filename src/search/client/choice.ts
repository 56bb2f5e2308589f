/** Which option of a list is chosen while the focus stays in a field: the combobox pattern of the ARIA Authoring Practices. */
export class Choice {
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  #at = -1;

  constructor(field: HTMLInputElement, list: HTMLElement) {
    this.#field = field;
    this.#list = list;
  }

  /** Takes over a list that was filled anew: the first option is chosen, or the one that was chosen before by hand. */
  renew(): void {
    const before = this.#field.dataset['chosen'];
    const options = this.#options();
    options.forEach((option, at) => {
      option.id = `search-option-${at}`;
    });
    this.#field.setAttribute('aria-expanded', String(options.length > 0));
    const kept = before === undefined ? -1 : options.findIndex(({ href }) => href === before);
    if (kept < 0) delete this.#field.dataset['chosen'];
    this.#choose(options.length === 0 ? -1 : Math.max(0, kept), false);
  }

  /** What was chosen by hand was chosen for another query. */
  forget(): void {
    delete this.#field.dataset['chosen'];
  }

  /** Moves with the arrow keys, Page Up and Down; Home and End move only while an option other than the first is chosen by hand. */
  press(event: KeyboardEvent): void {
    const last = this.#options().length - 1;
    if (last < 0 || event.isComposing || event.altKey || event.shiftKey) return;
    const byHand = this.#field.dataset['chosen'] !== undefined;
    const to = new Map([
      ['ArrowDown', this.#at >= last ? 0 : this.#at + 1],
      ['ArrowUp', this.#at <= 0 ? last : this.#at - 1],
      ['PageDown', Math.min(last, this.#at + 5)],
      ['PageUp', Math.max(0, this.#at - 5)],
      ...(byHand ? ([['Home', 0], ['End', last]] as const) : []),
    ]).get(event.key);
    if (to !== undefined) {
      event.preventDefault();
      this.#choose(to, true);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#options()[this.#at]?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    }
  }

  /** Opens what is chosen. False if nothing is. */
  open(): boolean {
    const option = this.#options()[this.#at];
    option?.click();
    return option !== undefined;
  }

  #options(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll<HTMLAnchorElement>('a[role="option"]')];
  }

  #choose(at: number, byHand: boolean): void {
    const options = this.#options();
    options.forEach((option, n) => option.setAttribute('aria-selected', String(n === at)));
    this.#at = at;
    const option = options[at];
    if (option === undefined) {
      this.#field.removeAttribute('aria-activedescendant');
      return;
    }
    this.#field.setAttribute('aria-activedescendant', option.id);
    if (byHand) {
      this.#field.dataset['chosen'] = option.href;
      option.scrollIntoView({ block: 'nearest' });
    }
  }
}
