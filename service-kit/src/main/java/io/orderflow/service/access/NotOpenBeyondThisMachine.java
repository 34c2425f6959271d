package io.orderflow.service.access;

/** A process would let everybody in, and not only this machine. */
final class NotOpenBeyondThisMachine extends RuntimeException {

    NotOpenBeyondThisMachine(String address) {
        super("It would listen on " + address + " and let everybody in. Name an issuer of tokens ("
                + AccessConfiguration.ISSUER
                + "; ./run has --secure and --issuer), or listen on 127.0.0.1");
    }
}
