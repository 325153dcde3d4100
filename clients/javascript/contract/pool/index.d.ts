/** Commands, messages and queries of pool. Written by the platform's `make contract`. */

import type {
  AcceptPledge,
  AmendFrame,
  ApproveCorrection,
  ApproveHold,
  CancelPledge,
  CarryOver,
  ClosePool,
  CloseYear,
  ConsentToGiveBack,
  ConsentToSupport,
  CorrectContribution,
  DeclineAsk,
  EndGiveBack,
  EndSupport,
  Frame,
  GiveBackTask,
  Goal,
  GoalCeiling,
  HandOver,
  HoldAsk,
  OpenPool,
  Pledge,
  ProposeSupport,
  Receive,
  RegisterTask,
  SetInterestReserve,
  SetMandate,
  WithdrawContribution,
} from "./commands.js";
import type {
  CancellationExplained,
  CommandOutcomeMessage,
  ContributionAskedAgain,
  ContributionCarriedOver,
  ContributionCorrected,
  ContributionLapsed,
  ContributionPledged,
  ContributionReceived,
  ContributionReturned,
  ContributionWithdrawn,
  CorrectionAwaitsApproval,
  DeclineExplained,
  FrameAmended,
  GiveBackAgreed,
  GiveBackEnded,
  GiveBackExplained,
  GiveBackProposed,
  HoldAwaitsSecondApproval,
  InterestReceived,
  InterestReserveSet,
  LoanLost,
  MandateSet,
  MoneyReturned,
  OfferEnded,
  PaymentUndone,
  PledgeCancelled,
  PledgeLapsed,
  PledgeOffered,
  PoolClosed,
  PoolHandedOver,
  PoolOpened,
  RemainderCommitted,
  RemainderFreed,
  ReservationCommitted,
  ReservationDeclined,
  ReservationHeld,
  ReservationPaid,
  ReservationReleased,
  ReturnCorrected,
  ReturnFreed,
  ReturnPaid,
  ReturnUndone,
  SavingReceived,
  SavingUndone,
  SupportAgreed,
  SupportEndExplained,
  SupportEnded,
  SupportProposed,
  TaskGivenBack,
  TaskMoved,
  TaskRegistered,
  YearClosed,
} from "./messages.js";
import type {
  Head,
  HeardUpTo,
  ListAsks,
  ListCorrections,
  ListOffers,
  ListPools,
  ListReceipts,
  ListSupports,
  ListTakeovers,
  ListTasks,
  MessagesAfter,
  OutcomeOf,
  ShowAsk,
  ShowOverview,
  ShowPool,
} from "./queries.js";
import type {
  AskShown,
  Asks,
  Corrections,
  Messages,
  Offers,
  OutcomeRecorded,
  Overview,
  PoolOverview,
  Pools,
  PositionAnswer,
  Receipts,
  Supports,
  Takeovers,
  Tasks,
} from "./answers.js";

export type {
  AcceptPledge,
  AmendFrame,
  ApproveCorrection,
  ApproveHold,
  AskShown,
  Asks,
  CancelPledge,
  CancellationExplained,
  CarryOver,
  ClosePool,
  CloseYear,
  CommandOutcomeMessage,
  ConsentToGiveBack,
  ConsentToSupport,
  ContributionAskedAgain,
  ContributionCarriedOver,
  ContributionCorrected,
  ContributionLapsed,
  ContributionPledged,
  ContributionReceived,
  ContributionReturned,
  ContributionWithdrawn,
  CorrectContribution,
  CorrectionAwaitsApproval,
  Corrections,
  DeclineAsk,
  DeclineExplained,
  EndGiveBack,
  EndSupport,
  Frame,
  FrameAmended,
  GiveBackAgreed,
  GiveBackEnded,
  GiveBackExplained,
  GiveBackProposed,
  GiveBackTask,
  Goal,
  GoalCeiling,
  HandOver,
  Head,
  HeardUpTo,
  HoldAsk,
  HoldAwaitsSecondApproval,
  InterestReceived,
  InterestReserveSet,
  ListAsks,
  ListCorrections,
  ListOffers,
  ListPools,
  ListReceipts,
  ListSupports,
  ListTakeovers,
  ListTasks,
  LoanLost,
  MandateSet,
  Messages,
  MessagesAfter,
  MoneyReturned,
  OfferEnded,
  Offers,
  OpenPool,
  OutcomeOf,
  OutcomeRecorded,
  Overview,
  PaymentUndone,
  Pledge,
  PledgeCancelled,
  PledgeLapsed,
  PledgeOffered,
  PoolClosed,
  PoolHandedOver,
  PoolOpened,
  PoolOverview,
  Pools,
  PositionAnswer,
  ProposeSupport,
  Receipts,
  Receive,
  RegisterTask,
  RemainderCommitted,
  RemainderFreed,
  ReservationCommitted,
  ReservationDeclined,
  ReservationHeld,
  ReservationPaid,
  ReservationReleased,
  ReturnCorrected,
  ReturnFreed,
  ReturnPaid,
  ReturnUndone,
  SavingReceived,
  SavingUndone,
  SetInterestReserve,
  SetMandate,
  ShowAsk,
  ShowOverview,
  ShowPool,
  SupportAgreed,
  SupportEndExplained,
  SupportEnded,
  SupportProposed,
  Supports,
  Takeovers,
  TaskGivenBack,
  TaskMoved,
  TaskRegistered,
  Tasks,
  WithdrawContribution,
  YearClosed,
};

/** All of them, by their names on the wire. */
export interface Contract {
  commands: {
    "open-pool": OpenPool;
    "hand-over": HandOver;
    "amend-frame": AmendFrame;
    "set-mandate": SetMandate;
    "set-interest-reserve": SetInterestReserve;
    "pledge": Pledge;
    "accept-pledge": AcceptPledge;
    "cancel-pledge": CancelPledge;
    "receive": Receive;
    "withdraw-contribution": WithdrawContribution;
    "carry-over": CarryOver;
    "close-pool": ClosePool;
    "correct-contribution": CorrectContribution;
    "approve-correction": ApproveCorrection;
    "propose-support": ProposeSupport;
    "consent-to-support": ConsentToSupport;
    "end-support": EndSupport;
    "hold-ask": HoldAsk;
    "approve-hold": ApproveHold;
    "decline-ask": DeclineAsk;
    "register-task": RegisterTask;
    "give-back-task": GiveBackTask;
    "consent-to-give-back": ConsentToGiveBack;
    "end-give-back": EndGiveBack;
    "close-year": CloseYear;
  };
  messages: {
    "pool-opened": PoolOpened;
    "pool-handed-over": PoolHandedOver;
    "frame-amended": FrameAmended;
    "mandate-set": MandateSet;
    "interest-reserve-set": InterestReserveSet;
    "pledge-offered": PledgeOffered;
    "offer-ended": OfferEnded;
    "pledge-cancelled": PledgeCancelled;
    "cancellation-explained": CancellationExplained;
    "pledge-lapsed": PledgeLapsed;
    "contribution-pledged": ContributionPledged;
    "contribution-received": ContributionReceived;
    "contribution-withdrawn": ContributionWithdrawn;
    "contribution-lapsed": ContributionLapsed;
    "contribution-carried-over": ContributionCarriedOver;
    "contribution-asked-again": ContributionAskedAgain;
    "contribution-returned": ContributionReturned;
    "return-paid": ReturnPaid;
    "return-undone": ReturnUndone;
    "return-freed": ReturnFreed;
    "pool-closed": PoolClosed;
    "correction-awaits-approval": CorrectionAwaitsApproval;
    "contribution-corrected": ContributionCorrected;
    "support-proposed": SupportProposed;
    "support-agreed": SupportAgreed;
    "support-ended": SupportEnded;
    "support-end-explained": SupportEndExplained;
    "hold-awaits-second-approval": HoldAwaitsSecondApproval;
    "reservation-held": ReservationHeld;
    "reservation-declined": ReservationDeclined;
    "decline-explained": DeclineExplained;
    "reservation-released": ReservationReleased;
    "reservation-committed": ReservationCommitted;
    "task-registered": TaskRegistered;
    "task-moved": TaskMoved;
    "give-back-proposed": GiveBackProposed;
    "give-back-agreed": GiveBackAgreed;
    "give-back-ended": GiveBackEnded;
    "give-back-explained": GiveBackExplained;
    "task-given-back": TaskGivenBack;
    "reservation-paid": ReservationPaid;
    "payment-undone": PaymentUndone;
    "remainder-freed": RemainderFreed;
    "remainder-committed": RemainderCommitted;
    "money-returned": MoneyReturned;
    "interest-received": InterestReceived;
    "return-corrected": ReturnCorrected;
    "loan-lost": LoanLost;
    "saving-received": SavingReceived;
    "saving-undone": SavingUndone;
    "year-closed": YearClosed;
    "command-outcome": CommandOutcomeMessage;
  };
  queries: {
    "head": { fields: Head; answer: PositionAnswer };
    "heard": { fields: HeardUpTo; answer: PositionAnswer };
    "messages-after": { fields: MessagesAfter; answer: Messages };
    "outcome": { fields: OutcomeOf; answer: OutcomeRecorded };
    "pools": { fields: ListPools; answer: Pools };
    "pool": { fields: ShowPool; answer: PoolOverview };
    "overview": { fields: ShowOverview; answer: Overview };
    "offers": { fields: ListOffers; answer: Offers };
    "receipts": { fields: ListReceipts; answer: Receipts };
    "corrections": { fields: ListCorrections; answer: Corrections };
    "supports": { fields: ListSupports; answer: Supports };
    "asks": { fields: ListAsks; answer: Asks };
    "ask": { fields: ShowAsk; answer: AskShown };
    "tasks": { fields: ListTasks; answer: Tasks };
    "takeovers": { fields: ListTakeovers; answer: Takeovers };
  };
}
