import type { FastifyInstance } from 'fastify';
import { escaped, page } from './html';
import { approveConsent, openConsent } from './resources/consent';
import { videoJobs } from './resources/videos';
import type { World } from './world';

const DEFAULT_CONSENT_TEXT = 'I agree that a digital twin of me is made from my footage.';

/** The pages people open in a browser: the consent of a digital twin's person, and a video's own page. */
export function addPages(app: FastifyInstance, world: World): void {
	app.get<{ Params: { token: string } }>('/consent/:token', (request, reply) => {
		const consent = openConsent(world, request.params.token);
		reply.type('text/html; charset=utf-8');
		if (!consent) return reply.code(410).send(USED_UP);
		const form = `<p>${escaped(consent.text ?? DEFAULT_CONSENT_TEXT)}</p>
<form method="post"><button id="approve" type="submit">Approve</button></form>`;
		return reply.send(page('Consent for your avatar', form));
	});

	app.post<{ Params: { token: string } }>('/consent/:token', (request, reply) => {
		const consent = openConsent(world, request.params.token);
		reply.type('text/html; charset=utf-8');
		if (!consent) return reply.code(410).send(USED_UP);
		approveConsent(world, consent);
		if (consent.rerouteUrl) return reply.redirect(consent.rerouteUrl, 303);
		return reply.send(page('Thank you', '<p>Your consent has been recorded. The avatar trains on.</p>'));
	});

	app.get<{ Params: { id: string } }>('/videos/:id', (request, reply) => {
		const video = world.of(videoJobs.collection).get(request.params.id);
		reply.type('text/html; charset=utf-8');
		if (!video) return reply.code(404).send(page('No such video', ''));
		const { title, status, video_url } = videoJobs.view(video, world);
		const player = video_url
			? `<video controls src="${escaped(video_url)}"></video>`
			: `<p>The video is ${escaped(status)}.</p>`;
		return reply.send(page(title ?? `Video ${video.id}`, player));
	});
}

const USED_UP = page('This link is not valid any more', '<p>It can be used once, within 24 hours.</p>');
