/**
 * What a node does that holds files in memory: reads the whole file into a buffer and sends it, or the other way round.
 * n8n loads this folder as its custom extensions; only the measurements use it.
 */
class Buffering {
	constructor() {
		this.description = {
			displayName: 'Buffering',
			name: 'buffering',
			group: ['transform'],
			version: 1,
			description: 'Moves a file through a buffer',
			defaults: { name: 'Buffering' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Download', value: 'download' },
						{ name: 'Upload', value: 'upload' },
					],
					default: 'download',
				},
				{ displayName: 'URL', name: 'url', type: 'string', default: '' },
				{ displayName: 'Headers', name: 'headers', type: 'json', default: '{}' },
			],
		};
	}

	async execute() {
		const url = this.getNodeParameter('url', 0);
		if (this.getNodeParameter('direction', 0) === 'upload') {
			const body = await this.helpers.getBinaryDataBuffer(0, 'data');
			const headers = JSON.parse(this.getNodeParameter('headers', 0));
			await this.helpers.httpRequest({ method: 'PUT', url, headers, body });
			return [[{ json: { bytes: body.length } }]];
		}
		const body = await this.helpers.httpRequest({ method: 'GET', url, encoding: 'arraybuffer' });
		const data = await this.helpers.prepareBinaryData(body, 'video.mp4', 'video/mp4');
		return [[{ json: { bytes: body.length }, binary: { data } }]];
	}
}

module.exports = { Buffering };
