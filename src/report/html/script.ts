/**
 * The script of the page: filters, and the choice of the theme. The page says everything without it, too. It reads what
 * stands in attributes and writes text and attributes only, never HTML.
 */
export const script = String.raw`
(() => {
  'use strict';
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const findings = all('.finding');
  const form = one('#filter');
  let job = '';

  const isShown = (finding) => {
    const severities = all('#filter input').filter((box) => box.checked).map((box) => box.value);
    const rule = one('#by-rule').value;
    return severities.includes(finding.dataset.severity) &&
      (rule === '' || rule === finding.dataset.rule) &&
      (job === '' || JSON.parse(finding.dataset.jobs).includes(job));
  };
  const apply = () => {
    for (const finding of findings) finding.hidden = !isShown(finding);
    for (const list of all('.findings')) {
      const ofList = [...list.querySelectorAll('.finding')];
      list.querySelector('.away').hidden = ofList.length === 0 || ofList.some((finding) => !finding.hidden);
    }
    const shown = findings.filter((finding) => !finding.hidden).length;
    one('#shown').textContent = 'Showing ' + shown + ' of ' + findings.length + (job === '' ? '' : ', about ' + job);
    one('#reset').hidden = shown === findings.length;
  };
  const reset = () => {
    for (const box of all('#filter input')) box.checked = true;
    one('#by-rule').value = '';
    job = '';
    apply();
  };
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target === null) return;
    if (target.hidden) reset();
    if (target.tagName === 'DETAILS') target.open = true;
    if (target.classList.contains('finding')) target.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  if (form !== null) {
    form.addEventListener('change', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    one('#reset').addEventListener('click', reset);
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link === null) return;
      if (link.dataset.job !== undefined) {
        reset();
        job = link.dataset.job;
        apply();
      }
      // The same place twice changes no address, and yet the reader wants to go there.
      if (link.getAttribute('href') === location.hash) open();
    });
  }
  window.addEventListener('hashchange', open);

  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const button = one('#theme');
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const show = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    show();
  });
  dark.addEventListener('change', show);
  show();
  // A picture that is wider than the page begins where images are made.
  for (const frame of all('.scroll')) {
    const box = frame.querySelector('.box.build, .box.merge');
    const left = box === null ? 0 : box.getBoundingClientRect().left - frame.getBoundingClientRect().left;
    if (left > frame.clientWidth * 0.75) frame.scrollLeft = left - 24;
  }
  for (const element of all('.scripted')) element.hidden = false;
  open();
})();
`;
