package io.orderflow.service.resilience;

import com.mongodb.event.CommandListener;

/**
 * Is told of some commands to the database. The driver copies every command and every answer for a listener, even where
 * the listener looks at neither: so it has none for the commands that the listener does not want.
 */
public interface SelectiveListener extends CommandListener {

    /** Whether it wants to be told of what this thread sends now. It is asked for each call, by any thread. */
    boolean wantsCommands();
}
