package io.orderflow.service.stage;

import java.util.Arrays;

/** How far a command has come. */
enum Stage {
    /** The command is under way; whether it will be refused is not known yet. */
    ACCEPTED,
    /** The command has been handled, and its events are on the disk. An answer waits for this by default. */
    HANDLED,
    /** Queries find what the command has changed. */
    PROJECTED,
    /** The process that the command has set off goes no further by itself; without a process, the same as projected. */
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

    /** The form in which clients write and read it. */
    String text() {
        return name().toLowerCase();
    }
}
