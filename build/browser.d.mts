/** Owns the types of browser.mjs, which stays plain so that it runs before anything is installed. */

export function installedBrowser(): string | undefined
export function findBrowser(node: string, root: string): Promise<string>
