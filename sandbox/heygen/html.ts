/** A small page; `body` is markup, escape what comes from outside. */
export function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · simulated HeyGen</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1rem; color: #1c2530; }
h1 { font-size: 1.4rem; }
button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .5rem; background: #2f5d8a; color: #fff; cursor: pointer; }
video { max-width: 100%; border-radius: .5rem; }
small { color: #66707c; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
<p><small>This is the simulated HeyGen on your own machine. Nothing here costs money.</small></p>
</body>
</html>
`;
}

export function escaped(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
