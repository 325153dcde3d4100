/**
 * What the zuil's program remembers, in one file: what it has promised, and how far it has heard. Both are written
 * together, so that after a crash it neither forgets a promise nor counts one twice.
 *
 * Lose the file, and the program hears everything again from the beginning, answers again under the same ids, gets the
 * recorded outcomes, and comes to the same sums.
 */

import { readFile } from "node:fs/promises";

import { fromTheBeginning, writeWhole } from "bundel-client";

/** @import { Message, Place } from "bundel-client" */
/** @import { AnswerAsk, ZuilAsked } from "bundel-client/applications" */

/** @typedef {Pick<ZuilAsked, "application" | "ask" | "revision" | "cents">} Asked */
/** @typedef {{ application: string, revision: number, cents: number }} Held */
/** @typedef {{ place: Place, granted_cents: number, held: Record<string, Held> }} Remembered */
/** @typedef {Pick<AnswerAsk, "answer" | "ground" | "reason">} Answer */

export class Ledger {
  #path;
  #funder;
  #remembered;

  /**
   * @param {string} path
   * @param {string} party
   * @param {Remembered} remembered
   */
  constructor(path, party, remembered) {
    this.#path = path;
    this.#funder = `zuil:${party}`;
    this.#remembered = remembered;
  }

  /**
   * @param {string} path
   * @param {string} party
   */
  static async open(path, party) {
    const nothing = JSON.stringify({ place: fromTheBeginning(), granted_cents: 0, held: {} });
    const text = await readFile(path, "utf8").catch((error) => {
      if (error.code === "ENOENT") return nothing;
      throw error;
    });
    return new Ledger(path, party, JSON.parse(text));
  }

  get place() {
    return this.#remembered.place;
  }

  /** Held and granted together, in cents. */
  get promisedCents() {
    const held = Object.values(this.#remembered.held).reduce((sum, { cents }) => sum + cents, 0);
    return held + this.#remembered.granted_cents;
  }

  /** As one file, all of it or nothing. */
  async save() {
    await writeWhole(this.#path, `${JSON.stringify(this.#remembered, undefined, 2)}\n`);
  }

  /**
   * The rule of this zuil, which you replace by your own: yes to what fits in what is left of the budget.
   * @param {Pick<Asked, "cents">} asked
   * @param {number} budgetCents
   * @returns {Answer}
   */
  decide(asked, budgetCents) {
    const left = Math.max(0, budgetCents - this.promisedCents);
    if (asked.cents <= left) return { answer: "hold" };
    return { answer: "decline", ground: "no-money", reason: `Past niet in ons budget: vrij is ${euros(left)}` };
  }

  /**
   * We hold this: from now on the money is promised.
   * @param {Asked} asked
   */
  hold({ ask, application, revision, cents }) {
    const known = this.#remembered.held[ask];
    if (known !== undefined && known.revision > revision) return;
    this.#remembered.held[ask] = { application, revision, cents };
  }

  /**
   * Take in what was said; true if it concerns us, and is worth keeping at once.
   * @param {Message<"applications">} said
   */
  hear(said) {
    switch (said.kind) {
      case "zuil-asked":
        return this.#asked(said.data);
      case "zuil-ask-held":
        if (!this.#isOurs(said.data)) return false;
        this.hold(said.data);
        return true;
      case "application-granted":
        return this.#decided(said.data.asks, (ask) => (this.#remembered.granted_cents += ask.cents));
      case "application-failed":
        return this.#decided(said.data.asks, () => {});
      default:
        return false;
    }
  }

  /**
   * A new revision ends the promise of the old one; one of 0 cents asks nothing any more.
   * @param {Asked} asked
   */
  #asked(asked) {
    const known = this.#remembered.held[asked.ask];
    if (known !== undefined && known.revision < asked.revision) delete this.#remembered.held[asked.ask];
    return true;
  }

  /**
   * The application is decided: nothing of it is held any more.
   * @template {{ ask: string, funder: string }} A
   * @param {A[]} asks
   * @param {(ask: A) => void} andThen
   */
  #decided(asks, andThen) {
    const ours = asks.filter((ask) => this.#isOurs(ask));
    for (const ask of ours) {
      delete this.#remembered.held[ask.ask];
      andThen(ask);
    }
    return ours.length > 0;
  }

  /** @param {{ funder: string }} asked */
  #isOurs(asked) {
    return asked.funder === this.#funder;
  }
}

/**
 * As Dutch people write it: € 1.234,56.
 * @param {number} cents Not below 0.
 */
export function euros(cents) {
  const grouped = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `€ ${grouped},${String(cents % 100).padStart(2, "0")}`;
}
