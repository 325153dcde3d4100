/** What may go wrong with a query. */

/** A query was refused. */
export class QueryRefused extends Error {
  /** @param {{ code: string, sentence: string, field: string }} refused */
  constructor({ code, sentence, field }) {
    super(`${code}: ${sentence}`);
    this.name = "QueryRefused";
    this.code = code;
    this.sentence = sentence;
    this.field = field;
  }
}

/** Nobody answered a query in time: the service is down, or you are cut off. */
export class NoAnswer extends Error {
  name = "NoAnswer";
}
