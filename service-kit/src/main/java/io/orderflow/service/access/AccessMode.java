package io.orderflow.service.access;

/** Whether a process asks its callers who they are. */
public enum AccessMode {

    /** Nobody is asked, so the process answers this machine only. */
    OPEN("open: this machine only"),
    /** Every caller brings a token. */
    IDENTIFIED("every request needs a token");

    private final String description;

    AccessMode(String description) {
        this.description = description;
    }

    /** Tells a person what the mode means, in a few words. */
    public String description() {
        return description;
    }
}
