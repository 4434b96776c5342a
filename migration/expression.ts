import { parseExpression } from './source';

// How n8n reads a parameter: a text that begins with "=" holds JavaScript between double braces.

export interface Chunk {
	/** Whether it is JavaScript. */
	readonly code: boolean;
	readonly text: string;
}

export function isExpression(text: string): boolean {
	return text.startsWith('=');
}

const BRACES = /(\\?)(\{\{|\}\})/g;

/** The parts of an expression, without the equals sign. The first closing braces end a part, as n8n has it. */
export function chunksOf(expression: string): Chunk[] {
	const text = expression.slice(1);
	const chunks: Chunk[] = [];
	let from = 0;
	let code = false;
	for (const match of text.matchAll(BRACES)) {
		const [whole, escape = '', braces = ''] = match;
		const wanted = code ? '}}' : '{{';
		if (escape !== '' || braces !== wanted || match.index < from) continue;
		chunks.push({ code, text: text.slice(from, match.index) });
		from = match.index + whole.length;
		code = !code;
	}
	// What is not closed is code to n8n, too.
	chunks.push({ code, text: text.slice(from) });
	return chunks.filter((chunk) => chunk.code || chunk.text !== '');
}

/** The parameter that parts make: plain text where none of them is code. */
export function parameterOf(chunks: readonly Chunk[]): string {
	const text = chunks.map((chunk) => (chunk.code ? `{{${chunk.text}}}` : chunk.text)).join('');
	return chunks.some((chunk) => chunk.code) || text.startsWith('=') ? `=${text}` : text;
}

/** The JavaScript that an expression is as a whole. */
export function soleCode(expression: string): string | undefined {
	if (!isExpression(expression)) return undefined;
	const chunks = chunksOf(expression);
	const codes = chunks.filter((chunk) => chunk.code);
	const [only] = codes;
	const blank = chunks.every((chunk) => chunk.code || chunk.text.trim() === '');
	if (only && codes.length === 1 && blank) return only.text.trim();
	// An object within an object ends the expression too early, but what was meant is plain.
	const meant = /^=\s*\{\{([\s\S]*)\}\}\s*$/.exec(expression)?.[1]?.trim();
	const isCut = only !== undefined && !parseExpression(only.text);
	return meant !== undefined && isCut && parseExpression(meant) ? meant : undefined;
}
