package io.orderflow.notification.email;

/** How e-mails leave this service. Implementations are thread-safe. */
interface MailTransport {

    /**
     * Hands an e-mail over.
     *
     * @param id      the same in every attempt to send the same e-mail, from which its Message-ID follows
     * @param address of whom it goes to
     * @throws NotSent        where it may succeed later
     * @throws RefusedForGood where it never will
     */
    void send(String id, String address, EmailText text);
}
