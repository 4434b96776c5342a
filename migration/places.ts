// Where the node's descriptions have what Video > Create is seldom told: one place to change where they move.

interface Place {
	readonly to: string;
	/** What has to be chosen besides. */
	readonly with?: Readonly<Record<string, string>>;
}

export const ENGINE = 'options.engine';

export const VOICE_SETTINGS = 'options.voiceSettings';

export const BACKGROUND_COLOR: Place = { to: 'options.backgroundColor' };

/** A picture is told by its address or its asset ID alone. */
export const BACKGROUND_URL: Place = { to: 'options.backgroundImage' };

export const BACKGROUND_ASSET: Place = { to: 'options.backgroundImage' };
