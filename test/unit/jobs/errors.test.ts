import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { apiError } from '../../../nodes/HeyGen/api/errors';
import {
	createdNote,
	missingJobError,
	namesJob,
	unfinishedNote,
	withJob,
} from '../../../nodes/HeyGen/jobs/errors';
import { jobKinds } from '../../../nodes/HeyGen/jobs/jobKinds';
import { NODE } from '../../support/node';

const { video, batchVideo, batchAsset } = jobKinds;

test('a job that is gone is named, with what may have become of it', () => {
	expect(missingJobError(NODE, video, 'v1')).toMatchObject({
		message: 'HeyGen no longer has the video v1',
		description: 'It was deleted while this node was waiting for it, or belongs to another account.',
		context: { heygen: { job_id: 'v1' } },
	});
});

test('only what costs is called paid', () => {
	expect(createdNote(video, 'v1')).toBe(
		'The video v1 was created and is paid: do not create it again. Read it later with Video > Get and the ID v1.',
	);
	expect(createdNote(batchAsset, 'b-0')).toBe(
		'The asset 0 of the batch b was created: do not create it again. Read it later with Asset > Get Batch and the ID b.',
	);
	expect(unfinishedNote(batchAsset, 'b-0')).toContain('HeyGen goes on making it: do not');
});

test('an error names a job where all of it is said', () => {
	const error = missingJobError(NODE, batchVideo, 'b-1');
	expect(namesJob(error, batchVideo, 'b-1')).toBe(true);
	expect(namesJob(error, batchVideo, 'b-2')).toBe(false);
	expect(namesJob(new Error('bug'), batchVideo, 'b-1')).toBe(false);
});

describe('the error of a job that was paid', () => {
	const paid =
		'The video was created and is paid: do not create it again. It has the ID v1; read it with Video > Get.';

	const refusal = (httpCode: string) => {
		const error = apiError(NODE, { message: 'no', description: 'Run the item again.', httpCode });
		error.context.heygen = { http_status: Number(httpCode), code: 'some_code' };
		return error;
	};

	test.each<[string, unknown, string]>([
		[
			'keeps the advice of n8n',
			new NodeOperationError(NODE, 'no', { description: 'Look here.' }),
			`${paid} Look here.`,
		],
		['needs no advice', new NodeOperationError(NODE, 'no'), paid],
		[
			'keeps the advice of an error that is not of HeyGen',
			new NodeApiError(NODE, { message: 'no' }, { message: 'no', description: 'Look there.' }),
			`${paid} Look there.`,
		],
		['says no more of a mistake of ours', Object.assign(new Error('no'), { description: 'Odd.' }), paid],
		['keeps the advice about the account', refusal('402'), `${paid} Run the item again.`],
		['does not say to run it again', refusal('500'), `${paid} HeyGen says: code some_code.`],
		['is one also where a text was thrown', 'no', paid],
	])('%s', (_what, thrown, description) => {
		const error = withJob(NODE, thrown, video, 'v1');
		expect(error).toMatchObject({ message: 'no', description });
		expect(error.context.heygen).toMatchObject({ job_id: 'v1' });
	});

	test('keeps what HeyGen said, and is another than the one that others get', () => {
		const all = refusal('500');
		const own = withJob(NODE, all, video, 'v1');
		expect(own).not.toBe(all);
		expect(own.context.heygen).toEqual({ http_status: 500, code: 'some_code', job_id: 'v1' });
	});

	test('stays as it is where it names the job', () => {
		const error = missingJobError(NODE, video, 'v1');
		expect(withJob(NODE, error, video, 'v1')).toBe(error);
	});
});
