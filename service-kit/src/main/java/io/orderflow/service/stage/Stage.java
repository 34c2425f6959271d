package io.orderflow.service.stage;

import java.util.Arrays;

/** How far a command has come. */
enum Stage {
    /** It is under way; whether it will be refused is not known yet. */
    ACCEPTED,
    /** It has been done, and its events are on the disk. This is what is waited for by default. */
    HANDLED,
    /** A query finds what it has changed. */
    PROJECTED,
    /** The process that it has set off goes no further by itself; where there is none, the same as projected. */
    SETTLED;

    /** The header by which a client says what it waits for. */
    static final String WAIT = "Command-Wait";
    /** The header that says how far the command has come. */
    static final String REACHED = "Command-Stage";

    /** @throws UnknownStage where a client cannot wait for that */
    static Stage parse(String text) {
        return Arrays.stream(values())
                .filter(stage -> stage != ACCEPTED && stage.text().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(UnknownStage::new);
    }

    /** As clients write and read it. */
    String text() {
        return name().toLowerCase();
    }
}
