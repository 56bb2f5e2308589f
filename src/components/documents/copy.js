// Adds a button to every block of code, and runs "Copy as Markdown". Without it code can be selected, and the Markdown opened.
(() => {
  /** Sites within a company are often served without TLS, where the clipboard's own interface is not there. */
  const copy = async (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('The browser does not allow copying.');
  };

  /** Shows on the button what came of it, and says it to those who do not see it. */
  const run = (button, textOf) => {
    const label = [...button.childNodes];
    button.addEventListener('click', async () => {
      try {
        await copy(await textOf());
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not copied';
      }
      button.dataset.copied = '';
      status.textContent = button.textContent;
      setTimeout(() => {
        button.replaceChildren(...label);
        delete button.dataset.copied;
        status.textContent = '';
      }, 2000);
    });
  };

  const status = document.createElement('p');
  status.className = 'unseen';
  status.setAttribute('role', 'status');

  addEventListener('DOMContentLoaded', () => {
    const blocks = document.querySelectorAll('figure.code');
    const pages = document.querySelectorAll('button[data-copy-markdown]');
    if (blocks.length + pages.length === 0) return;
    (document.querySelector('main') ?? document.body).append(status);
    for (const block of blocks) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy-code';
      button.textContent = 'Copy';
      const title = block.querySelector('.code-title')?.textContent;
      button.setAttribute('aria-label', title ? `Copy ${title}` : 'Copy code');
      // Lines that a change removes are not part of what is to be run.
      run(button, () => {
        const code = block.querySelector('code').cloneNode(true);
        for (const line of code.querySelectorAll('.code-line.deleted')) line.remove();
        return code.textContent;
      });
      block.append(button);
    }
    for (const button of pages) {
      button.hidden = false;
      run(button, async () => {
        const answer = await fetch(button.dataset.copyMarkdown);
        if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
        return answer.text();
      });
    }
  });
})();
