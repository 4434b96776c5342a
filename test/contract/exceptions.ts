// What the tests of this folder would complain of, and why it is right all the same. Nothing else is excepted anywhere.

type Reasons = Readonly<Record<string, string>>;

/** Whether a path leads to what another leads to, or to something in it. */
export function isBelow(path: string, other: string): boolean {
	return path.startsWith(other) && ['', '.', '[', '<'].includes(path.charAt(other.length));
}

/** What no parameter reaches of HeyGen's requests, with all that is below: `operationId path`, or `operationId ?query`. */
export const UNREACHED: Reasons = {
	'assetCompleteCreate checksum_sha256':
		'In which form HeyGen wants it is not said; a wrong one would refuse good files.',
	'assetDirectUploadsBatchesCreate callback_url': 'HeyGen has reserved it and calls nobody.',
	'assetDirectUploadsBatchesCreate files[].checksum_sha256':
		'A file is read once, when HeyGen has said where to.',
	'assetStatusesList ?batch_ids': 'A batch is read as a whole, with all of its files.',
	'lipsyncBatchesCreate lipsyncs[].enable_caption': 'Deprecated and ignored.',
	'lipsyncCreate enable_caption': 'Deprecated and ignored.',
	'modelVideosCreate <image_to_video>.aspect_ratio':
		'HeyGen ignores it: the video has the shape of the image.',
	...Object.fromEntries(
		['text', 'image', 'reference'].map((mode) => [
			`modelVideosCreate <${mode}_to_video>.prompt_enhancement = default`,
			'Another name of turbo.',
		]),
	),
	'assetDirectUploadsCreate checksum_sha256': 'A file is read once, when HeyGen has said where to.',
	'templateGenerate brand_voice_id': 'The old name of brand_glossary_id.',
	...Object.fromEntries(
		['videoTranslateCreate ', 'videoTranslateBatchesCreate video_translations[].'].flatMap((body) => [
			[`${body}enable_caption`, 'HeyGen ignores it: subtitles always come.'],
			[`${body}brand_voice_id`, 'The old name of brand_glossary_id.'],
		]),
	),
	'videoTranslateProofreadsCreate brand_voice_id': 'The old name of brand_glossary_id.',
	'videoTranslateProofreadsGenerate captions': 'HeyGen ignores it: subtitles always come.',
};

/** Creates that are sent without the key HeyGen takes for them. */
export const UNKEYED: Reasons = {
	assetDirectUploadsCreate:
		'What it reserves costs nothing and lapses; a replay would give an address that has expired or been used.',
};

/** Kinds of jobs that are paid and have no estimate, by their names in nodes/HeyGen/jobs/kinds. */
export const UNPRICED: Reasons = {
	backgroundRemoval: 'HeyGen publishes no price.',
	brandKit: 'HeyGen publishes no price.',
	clipping: 'HeyGen publishes no price.',
	clonedVoice: 'HeyGen publishes no price.',
	hyperframesRender: 'HeyGen publishes only that 4K costs one and a half times as much.',
	modelImage: 'HeyGen publishes no price.',
	modelVoice: 'It costs nothing as long as the model is a preview, and nobody knows until when.',
	photoGeneration: 'HeyGen no longer publishes the price of its v2.',
	proofread: 'HeyGen publishes no price of the proofread itself.',
};

/** Parameters that change neither what is sent nor what comes out. */
export const WITHOUT_EFFECT: Reasons = {
	'options.concurrency': 'How many items are worked on at once shows in time alone.',
	'options.inManualRuns': 'Runs by hand alone know the difference: test/engine/payOnce.test.ts.',
	'options.customBody': 'An empty one adds nothing: "What the user adds" in test/contract/requests.test.ts.',
	'options.waitForConsent': 'It shows where a look waits for consent: test/engine/avatar.test.ts.',
	ifRetired: 'It shows where v2 is gone: test/engine/photo.test.ts.',
	'options.waitBy': 'Where HeyGen has finished before the node would suspend, it goes on at once.',
	'options.waitLimit': 'How long is waited at most shows in time alone.',
};

/** Limits of the contract that no parameter has to keep: `operationId path`. */
export const UNLIMITED: Reasons = {
	'assetDirectUploadsBatchesCreate files':
		'What is too much for one request goes out with the next: test/engine/assetBatch.test.ts.',
	'avatarUpdate default_voice_id': 'An ID is not typed but chosen, and is as long as HeyGen made it.',
	'modelAudioVoicesCreate audio':
		'An instant voice is of one recording, and a professional one of any number: test/engine/voice.test.ts.',
	'modelImagesCreate reference_images': 'One parameter for the one there can be.',
	'lipsyncBatchesCreate lipsyncs':
		'What is too much for one request goes out with the next: test/engine/lipsync.test.ts.',
	'aiClippingCreate output_settings.duration_types':
		'There are four, and each goes out once: test/engine/clipping.test.ts.',
	...Object.fromEntries(
		['videoCreate ', 'videoBatchesCreate videos[].'].flatMap((video) => [
			[`${video}avatar_id`, 'Look and Further Looks bring them together: test/engine/cinematic.test.ts.'],
			...['scenes[].', 'scenes[].input.'].flatMap((scene) =>
				[
					...['pitch', 'speed', 'volume'],
					...['similarity', 'similarity_boost', 'stability', 'style'].map(
						(name) => `engine_settings.${name}`,
					),
				].map((name) => [
					`${video}${scene}voice_settings.${name}`,
					'It stands in Scenes (JSON), whose numbers are held to it: test/engine/studio.test.ts.',
				]),
			),
		]),
	),
	'videoBatchesCreate videos':
		'What is too much for one request goes out with the next: test/engine/batch.test.ts.',
	'videoTranslateBatchesCreate video_translations':
		'What is too much for one request goes out with the next: test/engine/translation.test.ts.',
};

/** Operations of HeyGen's that nothing in the package calls. */
export const UNCOVERED: Reasons = {};
