/** Names that nobody can register (RFC 2606): they stand where only the owner can say what is right. */
const RESERVED = /(^|[@./])(example\.(com|net|org)|[\w-]+\.(invalid|example|test|localhost))(?=$|[/:>])/i;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const REPOSITORY = /^git\+https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)\.git$/;

/** `owner/name` of the package's repository on GitHub; undefined where package.json names none. */
export function repositoryOf({ repository }) {
	return REPOSITORY.exec(repository?.url ?? '')?.[1];
}

/**
 * What of package.json the owner still has to fill in, each with the command that does it. npm refuses a provenance whose
 * repository is another, and n8n verifies no package whose author cannot be written to.
 */
export function missingFrom(manifest) {
	const { name = '', email = '' } = manifest.author ?? {};
	return [
		...(name.trim() === '' ? ['The author has no name: npm pkg set author.name="…"'] : []),
		...(!EMAIL.test(email) || RESERVED.test(email)
			? [`The author's address is "${email}": npm pkg set author.email=you@your.domain`]
			: []),
		...(repositoryOf(manifest) === undefined
			? [
					'There is no repository on GitHub: npm pkg set repository.type=git repository.url=git+https://github.com/OWNER/NAME.git',
				]
			: []),
	];
}
