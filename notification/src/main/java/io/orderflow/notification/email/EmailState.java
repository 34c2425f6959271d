package io.orderflow.notification.email;

/** The life of an e-mail. */
enum EmailState {
    /** It waits in the queue for a worker, or for the next attempt. */
    DUE,
    /** The e-mail address of its customer is not known yet. */
    WAITING_FOR_CUSTOMER,
    /** The mail server has taken it. */
    SENT,
    /** It was given up after the last attempt, or refused for good; an operator can have it tried again. */
    PARKED,
    /** It was too old to be sent. */
    EXPIRED
}
