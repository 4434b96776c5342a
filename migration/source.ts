import { parse, parseExpressionAt, type AnyNode, type Expression, type Program } from 'acorn';

// JavaScript as it stands between the braces of an expression, and in Code nodes.

/** A node of the syntax tree, whatever kind it is of. */
export type Syntax = AnyNode;

/** The expression that a text is, as a whole; undefined where it is none. */
export function parseExpression(code: string): Expression | undefined {
	try {
		const expression = parseExpressionAt(code, 0, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
		const rest = code.slice(expression.end).replace(/\/\*[\s\S]*?\*\//g, '');
		// A closing parenthesis belongs to the expression, which begins behind the opening one.
		return /^[\s;)]*$/.test(rest) ? expression : undefined;
	} catch {
		return undefined;
	}
}

/** The body of a Code node, which may return and wait at its top. */
export function parseBody(code: string): Program | undefined {
	try {
		return parse(code, {
			ecmaVersion: 'latest',
			sourceType: 'script',
			allowReturnOutsideFunction: true,
			allowAwaitOutsideFunction: true,
			allowHashBang: true,
		});
	} catch {
		return undefined;
	}
}

function isSyntax(value: unknown): value is Syntax {
	return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** What stands directly in a part of the tree. */
export function childrenOf(syntax: Syntax): Syntax[] {
	return Object.values(syntax).flatMap((member: unknown) => {
		const members: unknown[] = Array.isArray(member) ? member : [member];
		return members.filter(isSyntax);
	});
}

/** A text as JavaScript writes it, without what would end an n8n expression. */
export function quoted(text: string): string {
	return `'${text
		.replace(/\\/g, '\\\\')
		.replace(/'/g, "\\'")
		.replace(/\n/g, '\\n')
		.replace(/\r/g, '\\r')
		.replace(/[\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`)
		.replace(/\}\}/g, '}\\u007d')
		.replace(/\{\{/g, '{\\u007b')}'`;
}
