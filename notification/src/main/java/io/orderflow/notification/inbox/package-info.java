/** What both reactions have in common: how integration events are read, the database, and the events that are set aside. */
@NullMarked
package io.orderflow.notification.inbox;

import org.jspecify.annotations.NullMarked;
