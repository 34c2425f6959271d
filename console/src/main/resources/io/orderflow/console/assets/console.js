// What the pages do in the browser. Without it they show the same, and do not renew themselves.
(() => {
    "use strict";
    const root = document.documentElement;
    root.classList.add("scripted");

    const say = text => { document.getElementById("said").textContent = text; };

    // Dark and light: the device's choice, until a person makes one.
    const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const path = document.querySelector(".brand").getAttribute("href");
    document.querySelector("[data-theme-switch]").addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        document.cookie = `theme=${root.dataset.theme}; path=${path}; max-age=31536000; samesite=lax`;
        say(`Colours are ${root.dataset.theme} now`);
        charts(document);
    });

    const menu = document.querySelector(".menu");
    menu.addEventListener("click", () => {
        const open = document.getElementById("navigation").classList.toggle("open");
        menu.setAttribute("aria-expanded", open);
    });

    document.addEventListener("click", event => {
        const copy = event.target.closest("[data-copy]");
        if (copy) {
            navigator.clipboard.writeText(copy.dataset.copy).then(() => say("Copied"), () => say("The browser does not allow copying"));
        }
    });

    // Relative times grow older while one looks at them.
    const unit = seconds => seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min`
        : seconds < 86400 ? `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
            : `${Math.floor(seconds / 86400)} d ${Math.floor(seconds % 86400 / 3600)} h`;
    const relative = time => {
        const age = (Date.now() - time) / 1000;
        return Math.abs(age) < 1 ? "now" : age < 0 ? `in ${unit(Math.floor(-age))}` : `${unit(Math.floor(age))} ago`;
    };
    setInterval(() => document.querySelectorAll("main time[datetime]").forEach(time => {
        time.textContent = relative(Date.parse(time.getAttribute("datetime")));
    }), 5000);

    // Charts. Their data stands in the page; their colours are those of the style sheet.
    const colour = tone => getComputedStyle(root).getPropertyValue(`--${tone}`).trim();
    const drawn = new Map();
    function charts(within) {
        drawn.forEach((plot, element) => {
            if (!document.contains(element)) {
                plot.destroy();
                drawn.delete(element);
            }
        });
        within.querySelectorAll(".chart[data-chart]").forEach(element => {
            const data = JSON.parse(element.dataset.chart);
            if (drawn.has(element)) {
                drawn.get(element).destroy();
            }
            element.replaceChildren();
            if (data.x.length === 0) {
                element.textContent = "The first values come in a moment.";
                return;
            }
            const times = (plot, splits) => splits.map(time => new Date(time * 1000).toISOString()
                .slice(11, splits.length > 1 && splits[1] - splits[0] < 60 ? 19 : 16));
            const axis = {stroke: colour("muted"), grid: {stroke: colour("line"), width: 1}, ticks: {show: false}, font: "12px system-ui, sans-serif"};
            drawn.set(element, new uPlot({
                width: Math.max(element.clientWidth, 200), height: Number(element.dataset.height || 150),
                cursor: {drag: {x: false, y: false}}, legend: {
                    live: false, show: data.series.length > 1,
                    markers: {width: (plot, i) => plot.series[i].width, dash: (plot, i) => !plot.series[i].dash ? "solid" : plot.series[i].dash[0] > 3 ? "dashed" : "dotted"},
                },
                scales: {x: {time: true, range: (plot, first) => [Math.min(first, plot.data[0].at(-1) - 120), plot.data[0].at(-1)]}, y: {range: (plot, low, high) => [0, Math.max(high * 1.1, data.least || 1)]}},
                axes: [{...axis, values: times, space: 72}, {...axis, size: 48}],
                series: [{}, ...data.series.map((one, i) => ({
                    // The first is seen under one that has the same values.
                    label: one.label, stroke: colour(one.tone), width: i === 0 && data.series.length > 1 ? 4 : 2, dash: one.dash, points: {show: data.x.length < 2},
                }))],
            }, [data.x, ...data.series.map(one => one.values)], element));
        });
    }
    addEventListener("resize", () => drawn.forEach((plot, element) => {
        plot.setSize({width: Math.max(element.clientWidth, 200), height: plot.height});
    }));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts(document));

    // A part that renews itself waits while nobody sees it, while somebody writes in it, or while something in it is pressed: what
    // is replaced between press and release gets no click.
    let pressed = null;
    document.addEventListener("pointerdown", event => { pressed = event.target; });
    ["pointerup", "pointercancel"].forEach(end => document.addEventListener(end, () => { pressed = null; }));
    const renews = part => part.matches("[hx-trigger*='every'], [hx-trigger*='sse:']");
    const writes = part => part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")
        || part.querySelector("details[open] form") !== null
        || [...part.querySelectorAll("form[method=post] input[type=text]")].some(field => field.value !== field.defaultValue);
    document.addEventListener("htmx:beforeRequest", event => {
        if (renews(event.target) && (document.hidden || writes(event.target))) {
            event.preventDefault();
        }
    });
    document.addEventListener("htmx:beforeSwap", event => {
        if (renews(event.target) && (writes(event.target) || event.target.contains(pressed))) {
            event.detail.shouldSwap = false;
        }
    });

    // On a telephone the rows of a table stand below each other, each value with the name of its column.
    const label = () => document.querySelectorAll("main .scroll > table:not(.labelled)").forEach(table => {
        const names = [...table.querySelectorAll("thead th")].map(head => head.textContent);
        if (names.length < 4 && table.parentElement.scrollWidth <= table.parentElement.clientWidth) {
            return;
        }
        table.classList.add("labelled");
        table.setAttribute("role", "table");
        table.querySelectorAll("thead, tbody, tfoot").forEach(part => part.setAttribute("role", "rowgroup"));
        table.querySelectorAll("tr").forEach(row => row.setAttribute("role", "row"));
        table.querySelectorAll("th").forEach(head => head.setAttribute("role", "columnheader"));
        table.querySelectorAll("tbody tr").forEach(row => {
            if (row.cells.length === names.length) {
                [...row.cells].forEach((cell, i) => { cell.dataset.label = names[i]; });
            }
        });
        table.querySelectorAll("td").forEach(cell => cell.setAttribute("role", "cell"));
    });

    // The step in which a process is stands where one sees it, also where its drawing is wider than the page.
    const showStep = () => document.querySelectorAll("svg.flow").forEach(flow => {
        const here = flow.querySelector("g.busy rect, g.bad rect");
        if (here) {
            flow.parentElement.scrollLeft = Math.max(0, here.x.baseVal.value - 60);
        }
    });

    // What was open stays open, and what had the focus keeps it, when a part is renewed.
    let open = [];
    let focus = null;
    document.addEventListener("htmx:beforeSwap", event => {
        open = [...event.target.querySelectorAll("details[id][open]")].map(details => details.id);
        focus = event.target.contains(document.activeElement) ? document.activeElement : null;
    });
    const sameAs = element => element.id ? document.getElementById(element.id)
        : element.matches("[data-copy]") ? document.querySelector(`[data-copy="${CSS.escape(element.dataset.copy)}"]`)
            : element.matches("a[href]") ? [...document.querySelectorAll("main a[href]")].find(a => a.getAttribute("href") === element.getAttribute("href"))
                : null;
    document.addEventListener("htmx:afterSwap", () => {
        open.forEach(id => document.getElementById(id)?.setAttribute("open", ""));
        if (focus && !document.contains(focus)) {
            sameAs(focus)?.focus({preventScroll: true});
        }
        focus = null;
        charts(document);
        label();
        showStep();
    });

    // The console itself gives no answer: the page stays, and says so.
    const offline = () => {
        document.getElementById("state").innerHTML = "<span class=\"status bad\"><span aria-hidden=\"true\">✕</span> the console gives no answer</span>";
    };
    document.addEventListener("htmx:sendError", offline);
    document.addEventListener("htmx:responseError", event => { if (event.detail.xhr.status >= 500) { offline(); } });

    // A slider shows the state of the version on which it comes to rest.
    document.addEventListener("change", event => {
        const slider = event.target.closest("input[type=range][data-stops]");
        if (slider) {
            location.href = slider.dataset.go.replace("POSITION", slider.dataset.stops.split(" ")[slider.value]);
        }
    });
    // The total of an order that is being filled in.
    const total = document.getElementById("total");
    document.getElementById("place")?.addEventListener("input", () => {
        const sums = {};
        document.querySelectorAll("input.quantity").forEach(field => {
            if (field.value > 0) {
                const digits = (field.dataset.price.split(".")[1] || "").length;
                const unit = Number(field.dataset.price.replace(".", ""));
                sums[field.dataset.currency] = (sums[field.dataset.currency] || 0) + unit * field.value / 10 ** digits;
            }
        });
        total.textContent = Object.entries(sums).map(([currency, sum]) => `${sum.toFixed(2)} ${currency}`).join(", ") || "–";
    });

    charts(document);
    label();
    showStep();
})();
