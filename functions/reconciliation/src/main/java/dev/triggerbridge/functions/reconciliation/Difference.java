package dev.triggerbridge.functions.reconciliation;

/**
 * One thing that a person has to look at.
 *
 * @param orderId empty if the charge names none
 * @param chargeId empty if there is no charge
 */
record Difference(Kind kind, String orderId, String chargeId, String detail) {

  /** What is wrong. */
  enum Kind {
    /** The gateway took money for an order that the table does not know. */
    CHARGE_WITHOUT_ROW,
    /** The gateway took money, and the row says that it did not, or is about another charge. */
    CHARGE_NOT_IN_ROW,
    /** The row says that money was taken, and the gateway did not take it. */
    ROW_WITHOUT_CHARGE,
    /** Amount or currency differ. */
    OTHER_AMOUNT,
    /** The gateway took money more than once for one order. */
    SEVERAL_CHARGES,
    /** The row says that the charge was given back, and the gateway did not give it all back. */
    ROW_WITHOUT_REFUND,
    /** The gateway gave money back, and the row does not say so. */
    REFUND_NOT_IN_ROW,
    /** The payment function asks for a person. */
    HOLD,
    /** The payment has been open for too long. */
    OPEN_TOO_LONG
  }
}
