/** Owns the types of lock.mjs, which stays plain so that it runs before anything is installed. */

export function withLock<T>(path: string, work: () => Promise<T>): Promise<T>
