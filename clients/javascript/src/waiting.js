/** Waiting for a while, and no longer than anybody wants. */

import { setTimeout as wait } from "node:timers/promises";

/**
 * What is promised, if it comes before the time is over and before the signal; else undefined.
 * @template T
 * @param {Promise<T>} promised
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<T | undefined>}
 */
export async function soon(promised, milliseconds, signal) {
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener("abort", end);
  try {
    const time = wait(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
    return await Promise.race([promised, time]);
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

/**
 * Do nothing for a while, or until the signal.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
export async function pause(milliseconds, signal) {
  await soon(new Promise(() => {}), milliseconds, signal);
}
