/* The back office's keys, and where the focus goes when a part of the page is replaced. */
(function () {
  'use strict';
  var STORE = 'bywhen-keys';

  // Whoever has turned the keys off in their account is shown no help with them.
  function keysAreOn() {
    if (!document.querySelector('[data-keys]')) return false;
    try { return localStorage.getItem(STORE) !== 'off'; } catch (refused) { return true; }
  }

  function setUpSwitch() {
    var help = document.querySelector('[data-keys]');
    if (!help) return;
    var box = help.querySelector('[data-keys-switch]');
    help.hidden = false;
    box.checked = keysAreOn();
    box.addEventListener('change', function () {
      try { localStorage.setItem(STORE, box.checked ? 'on' : 'off'); } catch (refused) { /* nothing is kept */ }
    });
  }

  // The list comes first: filters that are not in use fold away where they would narrow it.
  function foldFilters() {
    var filters = document.querySelector('[data-fold]');
    var narrow = window.matchMedia('(max-width: 48em)').matches;
    var inUse = filters && filters.hasAttribute('data-in-use');
    if (filters && (narrow || !inUse && window.matchMedia('(max-width: 87em)').matches)) filters.open = false;
  }

  function rows() { return Array.from(document.querySelectorAll('[data-row]')); }
  // A list that was fetched again has forgotten its mark; the focus still knows the row.
  function here() { return document.querySelector('[data-row].is-here') || document.activeElement.closest('[data-row]'); }

  function move(by) {
    var all = rows();
    if (!all.length) return false;
    var at = all.indexOf(here());
    var next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
    if (here()) here().classList.remove('is-here');
    next.classList.add('is-here');
    next.querySelector('[data-row-link]').focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    return true;
  }

  // A step of the row in hand, else of the case on show; without such a step the key does nothing.
  function step(key) {
    var link = (here() || document).querySelector('[data-key="' + key + '"]');
    if (link) { link.click(); return true; }
    var row = here();
    if (!row) return false;
    window.location.href = row.getAttribute('data-row-' + key) || row.querySelector('[data-row-link]').href;
    return true;
  }

  function search() {
    var box = document.querySelector('[data-key-search]');
    if (box) { box.focus(); box.select(); }
    return Boolean(box);
  }

  function help() {
    var keys = document.querySelector('[data-keys]');
    if (!keys) return false;
    keys.open = !keys.open;
    if (keys.open) { keys.querySelector('summary').focus(); keys.scrollIntoView({ block: 'nearest' }); }
    return true;
  }

  function open() {
    var row = here();
    if (!row || document.activeElement.matches('a, button, summary')) return false;
    row.querySelector('[data-row-link]').click();
    return true;
  }

  var acts = {
    j: function () { return move(1); }, k: function () { return move(-1); },
    a: function () { return step('a'); }, r: function () { return step('r'); },
    '/': search, '?': help, Enter: open
  };

  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (!keysAreOn() || !acts[event.key]) return;
    if (acts[event.key]()) event.preventDefault();
  });

  // After a part is replaced: its errors first, else what it marks. A role="status" speaks for itself.
  document.addEventListener('htmx:after:settle', function (event) {
    var part = event.target.isConnected && event.target.querySelector ? event.target : document;
    var target = part.querySelector('[data-error-summary]') || part.querySelector('[data-focus]');
    if (!target) return;
    if (!target.hasAttribute('tabindex') && !target.matches('a, button, input, select, textarea, summary')) target.tabIndex = -1;
    target.focus();
  });

  // What did not reach us is said, and never put in the place of what was typed. Looking again by itself stays quiet.
  function sayNotReached(not) {
    var words = document.querySelector('[data-not-reached] > p');
    if (!words || words.hidden === !not) return;
    words.hidden = !not;
    if (not) words.scrollIntoView({ block: 'nearest' });
  }
  function asked(event) {
    var ctx = event.detail && event.detail.ctx;
    return ctx && ctx.sourceEvent && ctx.sourceEvent.type !== 'every' ? ctx : null;
  }
  document.addEventListener('htmx:before:request', function (event) { if (asked(event)) sayNotReached(false); });
  document.addEventListener('htmx:error', function (event) { if (asked(event)) sayNotReached(true); });
  document.addEventListener('htmx:after:request', function (event) {
    var ctx = event.detail.ctx;
    if (!ctx || !ctx.response || ctx.response.status < 500) return;
    event.preventDefault();
    if (asked(event)) sayNotReached(true);
  });

  // A step opened in place has a form of its own: the switch between languages takes along what is typed in it, past HTMX.
  document.addEventListener('click', function (event) {
    var wanted = event.target.closest('[data-language]');
    var form = document.getElementById('answers');
    if (!wanted || !form || !form.hasAttribute('data-hx-post')) return;
    event.preventDefault();
    var address = new URL(form.getAttribute('action'), window.location.href);
    address.searchParams.set('language', wanted.getAttribute('data-language'));
    form.setAttribute('action', address.href);
    form.submit();
  });

  setUpSwitch();
  foldFilters();
})();
