package io.orderflow.api.account;

/** The origin of deposited money. It decides the other side of the posting. */
public enum DepositSource {
    CASH, REFUND
}
