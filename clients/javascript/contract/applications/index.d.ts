/** Commands, messages and queries of applications. Written by the platform's `make contract`. */

import type {
  Advance,
  AnswerAsk,
  Ask,
  Cost,
  EndApplication,
  ExpectedSaving,
  Goods,
  Hours,
  Line,
  LoanTerms,
  OtherMoney,
  Rearrange,
  Result,
  SubmitApplication,
  TakesOver,
  WithdrawApplication,
} from "./commands.js";
import type {
  AnswerStale,
  ApplicationFailed,
  ApplicationGranted,
  CommandOutcomeMessage,
  FailureExplained,
  PoolAsked,
  ZuilAskDeclined,
  ZuilAskHeld,
  ZuilAsked,
  ZuilDeclineExplained,
} from "./messages.js";
import type {
  Head,
  HeardUpTo,
  ListOpenApplications,
  ListUnansweredAsks,
  MessagesAfter,
  OutcomeOf,
  ShowApplication,
} from "./queries.js";
import type {
  ApplicationShown,
  Messages,
  OpenApplications,
  OutcomeRecorded,
  PositionAnswer,
  UnansweredAsks,
} from "./answers.js";

export type {
  Advance,
  AnswerAsk,
  AnswerStale,
  ApplicationFailed,
  ApplicationGranted,
  ApplicationShown,
  Ask,
  CommandOutcomeMessage,
  Cost,
  EndApplication,
  ExpectedSaving,
  FailureExplained,
  Goods,
  Head,
  HeardUpTo,
  Hours,
  Line,
  ListOpenApplications,
  ListUnansweredAsks,
  LoanTerms,
  Messages,
  MessagesAfter,
  OpenApplications,
  OtherMoney,
  OutcomeOf,
  OutcomeRecorded,
  PoolAsked,
  PositionAnswer,
  Rearrange,
  Result,
  ShowApplication,
  SubmitApplication,
  TakesOver,
  UnansweredAsks,
  WithdrawApplication,
  ZuilAskDeclined,
  ZuilAskHeld,
  ZuilAsked,
  ZuilDeclineExplained,
};

/** All of them, by their names on the wire. */
export interface Contract {
  commands: {
    "submit-application": SubmitApplication;
    "rearrange": Rearrange;
    "withdraw-application": WithdrawApplication;
    "end-application": EndApplication;
    "answer-ask": AnswerAsk;
  };
  messages: {
    "application-granted": ApplicationGranted;
    "application-failed": ApplicationFailed;
    "failure-explained": FailureExplained;
    "pool-asked": PoolAsked;
    "zuil-asked": ZuilAsked;
    "zuil-ask-held": ZuilAskHeld;
    "zuil-ask-declined": ZuilAskDeclined;
    "zuil-decline-explained": ZuilDeclineExplained;
    "answer-stale": AnswerStale;
    "command-outcome": CommandOutcomeMessage;
  };
  queries: {
    "head": { fields: Head; answer: PositionAnswer };
    "heard": { fields: HeardUpTo; answer: PositionAnswer };
    "messages-after": { fields: MessagesAfter; answer: Messages };
    "outcome": { fields: OutcomeOf; answer: OutcomeRecorded };
    "application": { fields: ShowApplication; answer: ApplicationShown };
    "open-applications": { fields: ListOpenApplications; answer: OpenApplications };
    "unanswered-asks": { fields: ListUnansweredAsks; answer: UnansweredAsks };
  };
}
