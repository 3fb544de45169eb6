/* The public site's whole script. Every page works without it. */
(function () {
  'use strict';
  // A person who sent a form hears first what is wrong with it, or what it did.
  var first = document.querySelector('[data-error-summary]') || document.querySelector('.govuk-notification-banner[data-focus]');
  if (first) {
    first.tabIndex = -1;
    first.focus();
  }
  // The quick way out: by its button, or by Escape three times. It takes the place of this page in the browser's list.
  var way = document.querySelector('[data-leave]');
  if (way) {
    var escapes = 0;
    var leave = function (event) {
      event.preventDefault();
      document.body.hidden = true;
      window.location.replace(way.href);
    };
    way.addEventListener('click', leave);
    document.addEventListener('keydown', function (event) {
      if (event.repeat) return;
      escapes = event.key === 'Escape' ? escapes + 1 : 0;
      if (escapes === 3) leave(event);
    });
    var told = document.querySelector('[data-leave-key]');
    if (told) told.hidden = false;
  }
  // A second press within a second is a slip of the hand, not a second case.
  var last = new WeakMap();
  document.addEventListener('submit', function (event) {
    var now = Date.now();
    if (now - (last.get(event.target) || 0) < 1000) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    last.set(event.target, now);
  }, true);
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#"]');
    var target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    // From the error summary to the field, with its question in view; from the skip link to the page.
    var group = target.closest('.govuk-form-group');
    target.focus({ preventScroll: Boolean(group) });
    if (group) {
      event.preventDefault();
      (target.closest('fieldset') || group).scrollIntoView();
    }
  });
})();
