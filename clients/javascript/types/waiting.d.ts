/**
 * What is promised, if it comes before the time is over and before the signal; else undefined.
 * @template T
 * @param {Promise<T>} promised
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<T | undefined>}
 */
export function soon<T>(promised: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T | undefined>;
/**
 * Do nothing for a while, or until the signal.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void>;
