// Sets the reader's theme before the page paints, and runs the switch in the header. Without it the page follows the system.
(() => {
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  const stored = () => {
    try {
      const theme = localStorage.getItem('almanac-theme');
      return themes.includes(theme) ? theme : 'auto';
    } catch {
      return 'auto';
    }
  };
  const show = (theme) => {
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  show(stored());
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    if (!button) return;
    const label = (theme) => {
      button.lastElementChild.textContent = `Theme: ${theme}`;
      button.title = `Theme: ${theme}`;
    };
    label(stored());
    button.addEventListener('click', () => {
      const theme = themes[(themes.indexOf(stored()) + 1) % themes.length];
      try {
        localStorage.setItem('almanac-theme', theme);
      } catch {
        // Storage is off: the choice holds for this page.
      }
      show(theme);
      label(theme);
    });
  });
})();
