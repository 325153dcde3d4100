/** Commands, messages and queries of settlement. Written by the platform's `make contract`. */

import type {
  ApproveLoanChange,
  ApprovePaymentCorrection,
  ChangeGrant,
  ChangeLoanTerms,
  ClaimSaving,
  ConfirmPayment,
  ConsentToEarnBack,
  CorrectConfirmation,
  CorrectDetermination,
  CorrectRefund,
  CorrectRepayment,
  CorrectVerification,
  CostMade,
  DeclineMilestone,
  DetermineGrant,
  OtherTerms,
  ProposeEarnBack,
  RecipientNamed,
  RecordRefund,
  RecordRepayment,
  RejectSaving,
  ReleaseAdvance,
  ReportMilestone,
  ReportPaymentFailed,
  ReportReturned,
  ResultReached,
  SubmitReport,
  VerifySaving,
  WithdrawReturn,
  WriteOffLoan,
} from "./commands.js";
import type {
  AdvanceReleased,
  AgreementMade,
  ClaimMade,
  CommandOutcomeMessage,
  ConfirmationCorrected,
  DeterminationCorrected,
  EarnBackAgreed,
  EarnBackConsentAsked,
  EarnBackConsented,
  EarnBackProposed,
  GrantChanged,
  GrantDetermined,
  InstalmentDue,
  LoanChangeAwaitsApproval,
  LoanPaidOut,
  LoanTermsChanged,
  LoanUndone,
  LoanWrittenOff,
  MilestoneDeclined,
  MilestoneReported,
  OrderReassigned,
  OrderWithdrawn,
  PaymentConfirmed,
  PaymentCorrectionAwaitsApproval,
  PaymentFailed,
  PaymentOrdered,
  PaymentReturned,
  RefundConfirmed,
  RefundCorrected,
  RepaymentCorrected,
  RepaymentReceived,
  ReportSubmitted,
  ReturnWithdrawn,
  SavingClaimed,
  SavingDivided,
  SavingJudged,
  SavingRejected,
  SavingVerified,
  VerificationCorrected,
} from "./messages.js";
import type {
  Head,
  HeardUpTo,
  ListAgreements,
  ListAwaited,
  ListClaims,
  ListEarnBacks,
  ListLoans,
  ListOpenClaims,
  ListOpenOrders,
  ListPaymentCorrections,
  MessagesAfter,
  OutcomeOf,
  ShowAdvances,
  ShowAgreement,
  ShowDetermination,
  ShowEarnBack,
  ShowLoan,
  ShowReport,
} from "./queries.js";
import type {
  AdvancesShown,
  AgreementShown,
  Agreements,
  AwaitedDeterminations,
  Claims,
  ClaimsJudged,
  DeterminationShown,
  EarnBackShown,
  EarnBacks,
  LoanShown,
  Loans,
  Messages,
  Orders,
  OutcomeRecorded,
  PaymentCorrections,
  PositionAnswer,
  ReportShown,
} from "./answers.js";

export type {
  AdvanceReleased,
  AdvancesShown,
  AgreementMade,
  AgreementShown,
  Agreements,
  ApproveLoanChange,
  ApprovePaymentCorrection,
  AwaitedDeterminations,
  ChangeGrant,
  ChangeLoanTerms,
  ClaimMade,
  ClaimSaving,
  Claims,
  ClaimsJudged,
  CommandOutcomeMessage,
  ConfirmPayment,
  ConfirmationCorrected,
  ConsentToEarnBack,
  CorrectConfirmation,
  CorrectDetermination,
  CorrectRefund,
  CorrectRepayment,
  CorrectVerification,
  CostMade,
  DeclineMilestone,
  DeterminationCorrected,
  DeterminationShown,
  DetermineGrant,
  EarnBackAgreed,
  EarnBackConsentAsked,
  EarnBackConsented,
  EarnBackProposed,
  EarnBackShown,
  EarnBacks,
  GrantChanged,
  GrantDetermined,
  Head,
  HeardUpTo,
  InstalmentDue,
  ListAgreements,
  ListAwaited,
  ListClaims,
  ListEarnBacks,
  ListLoans,
  ListOpenClaims,
  ListOpenOrders,
  ListPaymentCorrections,
  LoanChangeAwaitsApproval,
  LoanPaidOut,
  LoanShown,
  LoanTermsChanged,
  LoanUndone,
  LoanWrittenOff,
  Loans,
  Messages,
  MessagesAfter,
  MilestoneDeclined,
  MilestoneReported,
  OrderReassigned,
  OrderWithdrawn,
  Orders,
  OtherTerms,
  OutcomeOf,
  OutcomeRecorded,
  PaymentConfirmed,
  PaymentCorrectionAwaitsApproval,
  PaymentCorrections,
  PaymentFailed,
  PaymentOrdered,
  PaymentReturned,
  PositionAnswer,
  ProposeEarnBack,
  RecipientNamed,
  RecordRefund,
  RecordRepayment,
  RefundConfirmed,
  RefundCorrected,
  RejectSaving,
  ReleaseAdvance,
  RepaymentCorrected,
  RepaymentReceived,
  ReportMilestone,
  ReportPaymentFailed,
  ReportReturned,
  ReportShown,
  ReportSubmitted,
  ResultReached,
  ReturnWithdrawn,
  SavingClaimed,
  SavingDivided,
  SavingJudged,
  SavingRejected,
  SavingVerified,
  ShowAdvances,
  ShowAgreement,
  ShowDetermination,
  ShowEarnBack,
  ShowLoan,
  ShowReport,
  SubmitReport,
  VerificationCorrected,
  VerifySaving,
  WithdrawReturn,
  WriteOffLoan,
};

/** All of them, by their names on the wire. */
export interface Contract {
  commands: {
    "confirm-payment": ConfirmPayment;
    "report-payment-failed": ReportPaymentFailed;
    "report-returned": ReportReturned;
    "record-refund": RecordRefund;
    "report-milestone": ReportMilestone;
    "decline-milestone": DeclineMilestone;
    "release-advance": ReleaseAdvance;
    "change-grant": ChangeGrant;
    "record-repayment": RecordRepayment;
    "correct-repayment": CorrectRepayment;
    "write-off-loan": WriteOffLoan;
    "change-loan-terms": ChangeLoanTerms;
    "approve-loan-change": ApproveLoanChange;
    "submit-report": SubmitReport;
    "determine-grant": DetermineGrant;
    "correct-determination": CorrectDetermination;
    "withdraw-return": WithdrawReturn;
    "correct-confirmation": CorrectConfirmation;
    "correct-refund": CorrectRefund;
    "approve-payment-correction": ApprovePaymentCorrection;
    "correct-verification": CorrectVerification;
    "propose-earn-back": ProposeEarnBack;
    "consent-to-earn-back": ConsentToEarnBack;
    "claim-saving": ClaimSaving;
    "verify-saving": VerifySaving;
    "reject-saving": RejectSaving;
  };
  messages: {
    "agreement-made": AgreementMade;
    "payment-ordered": PaymentOrdered;
    "order-reassigned": OrderReassigned;
    "payment-confirmed": PaymentConfirmed;
    "payment-failed": PaymentFailed;
    "payment-returned": PaymentReturned;
    "refund-confirmed": RefundConfirmed;
    "milestone-reported": MilestoneReported;
    "milestone-declined": MilestoneDeclined;
    "advance-released": AdvanceReleased;
    "grant-changed": GrantChanged;
    "loan-paid-out": LoanPaidOut;
    "claim-made": ClaimMade;
    "instalment-due": InstalmentDue;
    "repayment-received": RepaymentReceived;
    "repayment-corrected": RepaymentCorrected;
    "loan-written-off": LoanWrittenOff;
    "loan-terms-changed": LoanTermsChanged;
    "loan-undone": LoanUndone;
    "loan-change-awaits-approval": LoanChangeAwaitsApproval;
    "report-submitted": ReportSubmitted;
    "grant-determined": GrantDetermined;
    "determination-corrected": DeterminationCorrected;
    "return-withdrawn": ReturnWithdrawn;
    "payment-correction-awaits-approval": PaymentCorrectionAwaitsApproval;
    "confirmation-corrected": ConfirmationCorrected;
    "refund-corrected": RefundCorrected;
    "verification-corrected": VerificationCorrected;
    "order-withdrawn": OrderWithdrawn;
    "earn-back-proposed": EarnBackProposed;
    "earn-back-consent-asked": EarnBackConsentAsked;
    "earn-back-consented": EarnBackConsented;
    "earn-back-agreed": EarnBackAgreed;
    "saving-claimed": SavingClaimed;
    "saving-verified": SavingVerified;
    "saving-rejected": SavingRejected;
    "saving-judged": SavingJudged;
    "saving-divided": SavingDivided;
    "command-outcome": CommandOutcomeMessage;
  };
  queries: {
    "head": { fields: Head; answer: PositionAnswer };
    "heard": { fields: HeardUpTo; answer: PositionAnswer };
    "messages-after": { fields: MessagesAfter; answer: Messages };
    "outcome": { fields: OutcomeOf; answer: OutcomeRecorded };
    "agreement": { fields: ShowAgreement; answer: AgreementShown };
    "agreements": { fields: ListAgreements; answer: Agreements };
    "open-orders": { fields: ListOpenOrders; answer: Orders };
    "advances": { fields: ShowAdvances; answer: AdvancesShown };
    "loan": { fields: ShowLoan; answer: LoanShown };
    "loans": { fields: ListLoans; answer: Loans };
    "report": { fields: ShowReport; answer: ReportShown };
    "determination": { fields: ShowDetermination; answer: DeterminationShown };
    "awaited-determinations": { fields: ListAwaited; answer: AwaitedDeterminations };
    "payment-corrections": { fields: ListPaymentCorrections; answer: PaymentCorrections };
    "earn-back": { fields: ShowEarnBack; answer: EarnBackShown };
    "earn-backs": { fields: ListEarnBacks; answer: EarnBacks };
    "open-claims": { fields: ListOpenClaims; answer: Claims };
    "claims": { fields: ListClaims; answer: ClaimsJudged };
  };
}
