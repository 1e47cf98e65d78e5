/**
 * Runs before the first paint, inline in <head> (the CSP carries its hash): puts the chosen theme on <html>, so that
 * a night shift never sees a white flash, and hides the prerendered Vietnamese until another language has arrived.
 * Plain ES5 text: it is not compiled. The same choice as `readLocale`; a test holds them together.
 */
export const PREFERENCE_SCRIPT = [
  '(function(){var d=document.documentElement;try{',
  "var t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.setAttribute('data-theme',t);",
  "var l=localStorage.getItem('locale')||(navigator.language||'').slice(0,2);",
  "if(l!=='en'&&l!=='zh')l='vi';",
  "d.lang=l;if(l!=='vi')d.setAttribute('data-locale-pending','');",
  '}catch(e){}})()',
].join('');
