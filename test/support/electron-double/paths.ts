/** Owns the folders Electron knows by name. */

export const paths: { userData: string } = { userData: '' }
