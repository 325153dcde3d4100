/** Commands whose outcome has not come, kept on disk so that a restart forgets none. */

import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * @typedef {object} Pending A command whose outcome has not come.
 * @property {string} service
 * @property {string} id
 * @property {string} subject
 * @property {string} body The text as sent. It is sent again as it stands: another text under the same id is refused.
 */

/** One file per command in a folder of your own. */
export class Kept {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Keep a command. When this returns it survives a power failure.
   * @param {Pending} pending
   */
  async put(pending) {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeWhole(this.#path(pending), JSON.stringify(pending));
  }

  /**
   * Its sender has the outcome.
   * @param {Pending} pending
   */
  async drop(pending) {
    await rm(this.#path(pending), { force: true });
  }

  /**
   * What is kept, in a stable order.
   * @returns {Promise<Pending[]>}
   */
  async all() {
    const files = await readdir(this.folder).catch(absent);
    const kept = files.filter((file) => file.endsWith(".json")).sort();
    return Promise.all(kept.map(async (file) => JSON.parse(await readFile(join(this.folder, file), "utf8"))));
  }

  /** @param {Pending} pending */
  #path({ service, id }) {
    return join(this.folder, `${service}-${encodeURIComponent(id)}.json`); // a file name on Windows holds no ":"
  }
}

/**
 * What the outcome of a command bears; by its id alone it could be mistaken for an earlier command's.
 * @param {string} service
 * @param {string} id
 * @param {string} bodySha256
 */
export function keyOf(service, id, bodySha256) {
  return `${service} ${id} ${bodySha256}`;
}

/** @param {string} body */
export function sha256(body) {
  return createHash("sha256").update(body, "utf8").digest("hex");
}

/**
 * Write a file so that it holds all of the text or what it held before, also after a power failure.
 * @param {string} path
 * @param {string} text
 */
export async function writeWhole(path, text) {
  const beside = `${path}.new`;
  const file = await open(beside, "w", 0o600);
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await settle(dirname(path));
}

/**
 * Make what was renamed in a folder survive a power failure. Windows sees to that by itself, and refuses to be asked.
 * @param {string} folder
 */
async function settle(folder) {
  if (process.platform === "win32") return;
  const opened = await open(folder);
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {string[]}
 */
function absent(error) {
  if (error.code === "ENOENT") return [];
  throw error;
}
