/** As HeyGen tells the voices of people apart. */
export const GENDERS = { female: 'Female', male: 'Male' } as const;
