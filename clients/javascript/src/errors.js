/** What may go wrong with a connection or a query. A command that is refused is no error: it has an outcome. */

/** The broker is not reached, is not trusted, or does not know this party with this password. */
export class NotConnected extends Error {
  name = "NotConnected";
}

/** A query was refused. */
export class QueryRefused extends Error {
  name = "QueryRefused";

  /** @param {{ code: string, sentence: string, field: string }} refused */
  constructor({ code, sentence, field }) {
    super(`${code}: ${sentence}`);
    this.code = code;
    this.sentence = sentence;
    this.field = field;
  }
}

/** Nobody answered a query in time: the service is down, or you are cut off. */
export class NoAnswer extends Error {
  name = "NoAnswer";
}
