/** One of the jobs that a request for several languages leads to. */
interface InLanguage {
	/** Absent where HeyGen named none. */
	readonly id?: string;
	readonly language?: string;
	/** Which of several it is. */
	readonly about?: string;
}

/** The jobs that HeyGen names for the languages of a request, in their order (docs/heygen.md §14). */
export function perLanguage(ids: readonly string[], languages: readonly string[]): InLanguage[] {
	if (ids.length === 0) return [{}];
	const inOrder = ids.length === languages.length;
	return ids.map((id, index) => {
		const language = inOrder ? languages[index] : undefined;
		return { id, language, about: ids.length > 1 ? language : undefined };
	});
}
