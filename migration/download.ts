import { isExpression, soleCode } from './expression';
import { listOf, mapTexts } from './json';
import { referencesIn } from './references';
import type { Note } from './report';
import { isHttpRequest, readRequest } from './request';
import { parseExpression } from './source';
import type { Edge, Workflow, WorkflowNode } from './workflow';

// A plain download of the video right behind the node that made it: the node downloads it itself.

const OURS = 'n8n-nodes-heygen-studio.heyGen';

/** The links of a video, and the files they are downloaded as. */
const FILES: Readonly<Record<string, string>> = {
	video_url: 'video',
	captioned_video_url: 'captioned_video',
	subtitle_url: 'subtitle',
	thumbnail_url: 'thumbnail',
	gif_url: 'gif',
};

/** Nodes that take one file, and the parameter that names it; "data" where it is not set. */
const TAKERS: Readonly<Record<string, string>> = {
	'n8n-nodes-base.googleDrive': 'inputDataFieldName',
	'n8n-nodes-base.googleCloudStorage': 'createBinaryPropertyName',
	'n8n-nodes-base.readWriteFile': 'dataPropertyName',
	'n8n-nodes-base.writeBinaryFile': 'dataPropertyName',
	'n8n-nodes-base.youTube': 'binaryProperty',
	'n8n-nodes-base.dropbox': 'binaryPropertyName',
	'n8n-nodes-base.microsoftOneDrive': 'binaryPropertyName',
	'n8n-nodes-base.awsS3': 'binaryPropertyName',
	'n8n-nodes-base.s3': 'binaryPropertyName',
	'n8n-nodes-base.ftp': 'binaryPropertyName',
};

/** Whether a parameter is a file's name, or left at "data". */
function takes(node: WorkflowNode, file: string): boolean {
	const parameter = TAKERS[node.type];
	if (parameter === undefined) return false;
	const { [parameter]: set } = node.parameters;
	return set === undefined || set === file || set === '';
}

/** The file that a link of a HeyGen node's output leads to. */
function linkedFile(url: unknown): string | undefined {
	const code = typeof url === 'string' && isExpression(url) ? soleCode(url) : undefined;
	const syntax = code === undefined ? undefined : parseExpression(code);
	const [use, further] = syntax ? referencesIn(syntax, false).uses : [];
	const isWhole = use && use.base.start === 0 && use.path.at(-1)?.end === code?.length;
	if (!isWhole || further || use.source.node !== undefined || use.path.length !== 1) return undefined;
	const name = use.path[0]?.name ?? '';
	return Object.hasOwn(FILES, name) ? FILES[name] : undefined;
}

type Graph = Pick<Workflow, 'nodes' | 'edges'>;

interface Absorbed {
	readonly maker: WorkflowNode;
	readonly download: WorkflowNode;
	readonly file: string;
	readonly takers: readonly WorkflowNode[];
}

/** Whether anything mentions a node by its name. */
function isMentioned({ nodes }: Graph, name: string): boolean {
	return nodes.some((node) => {
		let found = false;
		mapTexts(node.parameters, (text) => {
			found ||= ["'", '"', '`'].some((mark) => text.includes(`${mark}${name}${mark}`));
			return text;
		});
		return found;
	});
}

function absorbable(graph: Graph, download: WorkflowNode): Absorbed | undefined {
	if (!isHttpRequest(download) || download.disabled === true || download.onError !== undefined)
		return undefined;
	const request = readRequest(download);
	const file = linkedFile(download.parameters.url);
	const byName = new Map(graph.nodes.map((node) => [node.name, node]));
	const entering = graph.edges.filter(({ to }) => to === download.name);
	const leaving = graph.edges.filter(({ from }) => from === download.name);
	const [only, further] = entering;
	const maker = only && !further && only.output === 0 ? byName.get(only.from) : undefined;
	const takers = leaving.flatMap(({ to }) => byName.get(to) ?? []);
	const name = request.download;
	if (file === undefined || name === undefined || request.method !== 'GET' || request.headers.size > 0)
		return undefined;
	if (maker?.type !== OURS || maker.parameters.wait !== true || takers.length === 0) return undefined;
	if (!takers.every((node) => takes(node, name)) || isMentioned(graph, download.name)) return undefined;
	// Who reads the item besides would find other fields in it.
	const others = graph.edges.filter(({ to }) => takers.some((node) => node.name === to));
	return others.length === takers.length ? { maker, download, file, takers } : undefined;
}

function absorb({ nodes, edges }: Graph, { maker, download, file, takers }: Absorbed): Graph {
	const before = listOf(maker.parameters.download);
	return {
		nodes: nodes
			.filter((node) => node !== download)
			.map((node) => {
				if (node === maker)
					return { ...node, parameters: { ...node.parameters, download: [...before, file] } };
				const parameter = TAKERS[node.type];
				return takers.includes(node) && parameter !== undefined
					? { ...node, parameters: { ...node.parameters, [parameter]: file } }
					: node;
			}),
		edges: edges.flatMap((edge): Edge[] => {
			if (edge.from === download.name) return [{ ...edge, from: maker.name }];
			return edge.to === download.name ? [] : [edge];
		}),
	};
}

/** Lets HeyGen nodes download what was downloaded right behind them, where nothing else hangs on it. */
export function absorbDownloads(graph: Graph): Graph & { readonly notes: readonly Note[] } {
	const found = graph.nodes.map((node) => absorbable(graph, node)).find((absorbed) => absorbed);
	if (!found) return { ...graph, notes: [] };
	const rest = absorbDownloads(absorb(graph, found));
	return {
		...rest,
		notes: [
			{
				kind: 'removed',
				node: found.download.name,
				what: `"${found.maker.name}" downloads the file itself, into the field "${found.file}"`,
			},
			...rest.notes,
		],
	};
}
