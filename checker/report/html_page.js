// The page without this is whole to read; with it, claims are drawn together, filtered and walked through.
(() => {
	'use strict';
	const byId = (id) => document.getElementById(id);
	const root = document.documentElement;
	const main = byId('text');
	const nav = document.querySelector('nav');
	const panel = byId('panel');
	const panelBody = panel.querySelector('div');
	const tip = byId('tip');
	const form = byId('filters');
	const drawnTogether = new Map();

	function make(name, className, text) {
		const element = document.createElement(name);
		if (className) element.className = className;
		if (text) element.textContent = text;
		return element;
	}

	// A mark names its claims as numbers; "=" before one says that the claim states this figure.
	function claimsOf(mark) {
		const prefix = mark.hash.slice(1).replace(/\d+$/, '');
		return mark.dataset.c.split(' ').map((word) => prefix + word.replace('=', ''));
	}

	function marksOf(claim) {
		if (!drawnTogether.has(claim)) {
			const [, report, number] = claim.match(/^c(\d+)-(\d+)$/);
			const found = byId('r' + report).querySelectorAll(`a[data-c~="${number}"],a[data-c~="=${number}"]`);
			drawnTogether.set(claim, Array.from(found, (mark) => ({
				mark, isTotal: mark.dataset.c.split(' ').includes('=' + number),
			})));
		}
		return drawnTogether.get(claim);
	}

	function describe(claim) {
		const home = byId(claim);
		const state = home.classList.contains('note') ? home.classList[1] : 't';
		const legend = document.querySelector(`#legend dt.${state}`);
		const words = home.querySelector(home.matches('.note') ? '.say > span' : 'span').textContent;
		return {home, state, words, sign: legend.firstChild.textContent, label: legend.lastChild.textContent.trim()};
	}

	// Operands and total of one claim.

	let lit = [];

	function clear() {
		for (const {mark} of lit) mark.classList.remove('on', 'total');
		for (const element of document.querySelectorAll('.here')) element.classList.remove('here');
		lit = [];
		byId('arcs')?.remove();
	}

	const entryOf = (claim) => document.querySelector(`nav a[href="#${claim}"]`);

	// The list keeps up; scrollIntoView() would move the text, too.
	function keepInView(entry) {
		const frame = nav.getBoundingClientRect();
		const box = entry.getBoundingClientRect();
		if (box.top < frame.top || box.bottom > frame.bottom) nav.scrollTop += box.top - frame.top - frame.height / 3;
	}

	function light(claims) {
		clear();
		for (const claim of claims)
			for (const entry of marksOf(claim)) {
				entry.mark.classList.add(entry.isTotal ? 'total' : 'on');
				lit.push(entry);
			}
		for (const claim of claims) {
			byId(claim).classList.add('here');
			entryOf(claim)?.classList.add('here');
		}
		draw(claims);
	}

	function svg(name, attributes) {
		const element = document.createElementNS('http://www.w3.org/2000/svg', name);
		for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
		return element;
	}

	// From below each operand to below the total, sagging the more the further they are apart.
	function draw(claims) {
		const arcs = svg('svg', {id: 'arcs', 'aria-hidden': 'true', width: 1, height: 1});
		for (const claim of claims) {
			const places = marksOf(claim).map(({mark, isTotal}) => {
				const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
				return {x: box.left + box.width / 2 + scrollX, y: box.bottom + scrollY, isTotal};
			});
			const total = places.find((place) => place.isTotal);
			if (!total) continue;
			for (const place of places) {
				if (place === total || place.isTotal) continue;
				const sag = 9 + Math.min(9, Math.abs(place.x - total.x) / 30);
				const low = Math.max(place.y, total.y) + sag;
				arcs.append(svg('path', {d: `M${place.x} ${place.y}C${place.x} ${low} ${total.x} ${low} ${total.x} ${total.y}`}),
					svg('circle', {cx: place.x, cy: place.y, r: 2.5}));
			}
			arcs.append(svg('circle', {cx: total.x, cy: total.y, r: 3.5}));
		}
		document.body.append(arcs);
	}

	// The arithmetic beside the pointer or the focus.

	function showTip(mark) {
		tip.replaceChildren();
		if (mark.dataset.c) {
			for (const claim of claimsOf(mark)) {
				const {state, sign, words} = describe(claim);
				const line = make('p', '', ' ' + words);
				line.prepend(make('i', 'tone ' + state, sign));
				tip.append(line);
			}
		} else {
			tip.append(make('p', '', panel.dataset.unchecked));
		}
		tip.hidden = false;
		const box = mark.getClientRects()[0];
		const left = Math.min(box.left, root.clientWidth - tip.offsetWidth - 8);
		const above = box.top > tip.offsetHeight + 12;
		tip.style.left = Math.max(8, left) + scrollX + 'px';
		tip.style.top = (above ? box.top - tip.offsetHeight - 8 : box.bottom + 10) + scrollY + 'px';
		if (mark.dataset.c) {
			mark.setAttribute('aria-describedby', 'tip');
			light(claimsOf(mark));
		}
	}

	function hideTip() {
		tip.hidden = true;
		document.querySelector('[aria-describedby="tip"]')?.removeAttribute('aria-describedby');
		if (chosen) light(chosen);
		else clear();
	}

	// The details of a mark that was chosen.

	let chosen = null;

	function details(claim) {
		const {home, state, sign, label, words} = describe(claim);
		const section = make('section', 'tone ' + state);
		const title = make('p', '', ' ' + (home.querySelector('.say > b')?.textContent ?? label));
		title.prepend(make('i', '', sign));
		const operands = make('ul', 'operands');
		for (const {mark, isTotal} of marksOf(claim)) {
			const item = make('li');
			const link = make('a', isTotal ? 'total' : '', mark.textContent);
			link.href = '#' + mark.closest('li').id;
			item.append(link);
			operands.append(item);
		}
		section.append(title, make('p', '', words));
		const question = home.querySelector('.q');
		if (question) section.append(question.cloneNode(true));
		if (operands.children.length > 1) section.append(operands);
		if (!question) section.append(make('p', 'r', home.querySelector('code').textContent));
		return section;
	}

	function openPanel(mark) {
		const claims = mark.dataset.c ? claimsOf(mark) : [];
		chosen = claims.length ? claims : null;
		panelBody.replaceChildren(...claims.map(details));
		if (claims.length === 0) panelBody.append(make('p', '', panel.dataset.unchecked));
		panel.hidden = false;
		tip.hidden = true;
		if (chosen) light(chosen);
		else clear();
	}

	function closePanel() {
		panel.hidden = true;
		chosen = null;
		hideTip();
		clear();
	}

	// From finding to finding, and from mark to mark.

	function reveal(element) {
		element.tabIndex = element.tabIndex >= 0 ? element.tabIndex : -1;
		element.focus({preventScroll: true});
		element.scrollIntoView({block: 'center'});
		// What comes into view only now may move it.
		requestAnimationFrame(() => element.scrollIntoView({block: 'center'}));
	}

	function goTo(note) {
		chosen = [note.id];
		reveal(note);
		const entry = entryOf(note.id);
		if (entry) keepInView(entry);
		requestAnimationFrame(() => light(chosen));
	}

	// The neighbour of where the reader is, in a list in text order.
	function neighbour(list, current, step) {
		const at = list.indexOf(current);
		if (at >= 0) return list[at + step];
		const here = current ?? document.elementFromPoint(innerWidth / 2, 8);
		const after = list.findIndex((entry) => here.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING);
		if (step > 0) return list[after < 0 ? list.length : after];
		return list[(after < 0 ? list.length : after) - 1];
	}

	function walkFindings(step) {
		const notes = Array.from(main.querySelectorAll('.note')).filter((note) => !note.hidden);
		const inside = main.contains(document.activeElement) && document.activeElement !== main;
		const current = inside ? document.activeElement.closest('.note') ?? document.activeElement : null;
		const next = neighbour(notes, current ?? (chosen && byId(chosen[0])), step);
		if (next) goTo(next);
	}

	function walkMarks(step) {
		const marks = Array.from(main.querySelectorAll('.text a[data-c], .text u'));
		const current = main.contains(document.activeElement) ? document.activeElement : null;
		const next = neighbour(marks, current === main ? null : current, step);
		if (!next) return;
		reveal(next);
		requestAnimationFrame(() => showTip(next));
	}

	// Filters.

	let entries = null;

	function collect() {
		entries = Array.from(document.querySelectorAll('#findings li'), (item) => {
			const note = byId(item.querySelector('a').hash.slice(1));
			return {
				item, note,
				severity: item.closest('section').dataset.severity,
				kind: item.dataset.kind,
				words: (item.textContent + ' ' + note.textContent + ' ' + note.closest('li').lastChild.textContent).toLowerCase(),
			};
		});
	}

	function filter() {
		if (!entries) collect();
		const data = new FormData(form);
		const severities = data.getAll('severity');
		const marks = data.getAll('mark');
		const kind = data.get('kind');
		const words = data.get('text').trim().toLowerCase();
		let shown = 0;
		for (const entry of entries) {
			const fits = severities.includes(entry.severity) && (!kind || entry.kind === kind) &&
				(!words || entry.words.includes(words));
			entry.item.hidden = entry.note.hidden = !fits;
			shown += fits;
		}
		for (const section of document.querySelectorAll('#findings section'))
			section.hidden = !section.querySelector('li:not([hidden])');
		for (const state of ['agreed', 'doubted', 'missing', 'unchecked'])
			root.classList.toggle('no-' + state, !marks.includes(state));
		root.classList.toggle('only-lines', data.has('lines'));
		const output = form.querySelector('output');
		output.textContent = output.dataset.words.replace('{shown}', shown).replace('{all}', entries.length);
		if (chosen) light(chosen);
	}

	// One listener for each kind of event, whatever the number of marks.

	const markAt = (target) => target.closest?.('.text a[data-c], .text u');

	main.addEventListener('pointerover', (event) => {
		if (event.pointerType === 'touch') return;
		const mark = markAt(event.target);
		const note = event.target.closest('.note');
		if (mark) showTip(mark);
		else if (note) light([note.id]);
	});
	main.addEventListener('pointerout', (event) => {
		const from = markAt(event.target) ?? event.target.closest('.note');
		if (from && !from.contains(event.relatedTarget)) hideTip();
	});
	main.addEventListener('focusin', (event) => {
		const mark = markAt(event.target);
		if (mark?.dataset.c && mark.matches(':focus-visible')) showTip(mark);
	});
	main.addEventListener('focusout', hideTip);
	main.addEventListener('click', (event) => {
		const mark = markAt(event.target);
		if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		openPanel(mark);
	});
	panel.addEventListener('click', (event) => {
		const action = event.target.closest('button')?.dataset.do;
		if (action === 'close') closePanel();
		else if (action) walkFindings(action === 'next' ? 1 : -1);
	});

	function follow() {
		const target = byId(decodeURIComponent(location.hash.slice(1)));
		if (!target) return;
		target.closest('details')?.setAttribute('open', '');
		if (target.matches('.note')) goTo(target);
		else if (target.matches('.list li.t')) {
			chosen = [target.id];
			light(chosen);
		}
	}

	document.addEventListener('click', (event) => {
		const link = event.target.closest('a[href^="#c"]');
		if (link && !markAt(link) && link.hash === location.hash) follow();
	});
	addEventListener('hashchange', follow);
	addEventListener('resize', () => chosen && light(chosen));
	form.addEventListener('input', filter);
	form.addEventListener('change', filter);
	form.addEventListener('reset', () => setTimeout(filter));
	form.addEventListener('submit', (event) => event.preventDefault());

	const keys = {
		n: () => walkFindings(1),
		j: () => walkFindings(1),
		p: () => walkFindings(-1),
		k: () => walkFindings(-1),
		'.': () => walkMarks(1),
		',': () => walkMarks(-1),
		'/': () => form.elements.text.focus(),
		Escape: closePanel,
	};
	document.addEventListener('keydown', (event) => {
		const isTyping = event.target.matches('input[type="search"], select, textarea');
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		if (isTyping && event.key !== 'Escape') return;
		const action = keys[event.key];
		if (!action) return;
		event.preventDefault();
		action();
	});

	form.hidden = false;
	byId('keys').hidden = false;
	follow();
})();
