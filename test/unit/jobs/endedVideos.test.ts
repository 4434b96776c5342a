import type { Video } from '../../../nodes/HeyGen/api/contract';
import { isWhole } from '../../../nodes/HeyGen/jobs/endedVideos';

test.each<[Video['status'], Partial<Video>, boolean]>([
	['completed', { video_url: 'https://files.example.com/v.mp4' }, true],
	['completed', {}, false],
	['completed', { failure_message: 'no link yet' }, false],
	['failed', { failure_message: 'too long' }, true],
	['failed', {}, false],
	['failed', { video_url: 'https://files.example.com/v.mp4' }, false],
	['processing', { video_url: 'https://files.example.com/v.mp4', failure_message: 'too long' }, false],
	['pending', {}, false],
])('of a video that is %s and has %j is everything known: %p', (status, rest, expected) => {
	expect(isWhole({ id: 'v', status, ...rest })).toBe(expected);
});
