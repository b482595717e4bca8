// What is pleasant and not needed: every page works without this script.
(() => {
    'use strict';
    const root = document.documentElement;

    const kept = {
        get(name) {
            try {
                return localStorage.getItem(name);
            } catch {
                return null; // Storage may be forbidden.
            }
        },
        set(name, value) {
            try {
                localStorage.setItem(name, value);
            } catch {
                // Then it holds for this page only.
            }
        },
    };

    // Before the first paint.
    const themes = ['system', 'light', 'dark'];
    let theme = themes.includes(kept.get('theme')) ? kept.get('theme') : 'system';
    const applyTheme = () => {
        if (theme === 'system') {
            root.removeAttribute('data-theme');
        } else {
            root.setAttribute('data-theme', theme);
        }
    };
    applyTheme();

    const announce = text => {
        document.querySelector('[data-announce]').textContent = text;
    };

    function themeToggle() {
        const button = document.querySelector('[data-theme-toggle]');
        const name = button.querySelector('[data-theme-name]');
        name.textContent = theme;
        button.hidden = false;
        button.addEventListener('click', () => {
            theme = themes[(themes.indexOf(theme) + 1) % themes.length];
            kept.set('theme', theme);
            name.textContent = theme;
            applyTheme();
        });
    }

    // The clipboard's own interface is there in secure contexts only; agents are often read over plain HTTP.
    async function copy(element) {
        if (navigator.clipboard && window.isSecureContext) {
            await navigator.clipboard.writeText(element.textContent);
            return true;
        }
        const selection = getSelection();
        const range = document.createRange();
        range.selectNodeContents(element);
        selection.removeAllRanges();
        selection.addRange(range);
        const copied = document.execCommand('copy');
        selection.removeAllRanges();
        return copied;
    }

    function copyButtons() {
        for (const button of document.querySelectorAll('[data-copy]')) {
            const said = button.firstChild;
            button.hidden = false;
            button.addEventListener('click', async () => {
                const copied = await copy(document.getElementById(button.dataset.copy)).catch(() => false);
                said.textContent = copied ? 'Copied' : 'Not copied';
                announce(copied ? 'Copied' : 'The browser did not let it be copied: select the text and copy it.');
                setTimeout(() => {
                    said.textContent = 'Copy';
                }, 2000);
            });
        }
    }

    // Narrows the rows that are on the page, while somebody types; Enter searches the whole fleet.
    function liveFilter() {
        const field = document.querySelector('[data-filter]');
        const rows = [...document.querySelectorAll('table.origins tbody tr')];
        if (!field || rows.length === 0) {
            return;
        }
        const texts = rows.map(row => row.querySelector('.who').textContent.toLowerCase());
        const before = field.value;
        field.addEventListener('input', () => {
            const wanted = field.value.trim().toLowerCase();
            let shown = 0;
            rows.forEach((row, i) => {
                const fits = wanted === before || texts[i].includes(wanted);
                row.hidden = !fits;
                shown += fits ? 1 : 0;
            });
            announce(`${shown} of ${rows.length} rows on this page; Enter searches the whole fleet.`);
        });
    }

    // Loads the page again, unless that would disturb: not while it is hidden, read from, typed into or walked through by keyboard.
    function refresh() {
        const label = document.querySelector('[data-refresh]');
        if (!label) {
            return;
        }
        const box = label.querySelector('input');
        const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
        box.checked = kept.get('refresh') === null ? !calm : kept.get('refresh') === 'on';
        label.hidden = false;
        box.addEventListener('change', () => kept.set('refresh', box.checked ? 'on' : 'off'));
        const idle = () =>
            document.visibilityState === 'visible' &&
            (document.activeElement === document.body || document.activeElement === null) &&
            getSelection().isCollapsed;
        setInterval(() => {
            if (box.checked && idle()) {
                location.reload();
            }
        }, 60000);
    }

    document.addEventListener('DOMContentLoaded', () => {
        themeToggle();
        copyButtons();
        liveFilter();
        refresh();
    });
})();
