/**
 * Persistent streams: the log, filtered, and split into segments by the key of each event, so that events of one key
 * are
 * handled in order. The segments are shared out among the clients that have the stream open, and the store knows how
 * far
 * each has come; what no client has acknowledged is sent again.
 *
 * <p>A segment is opened to one client at a time. Before it is opened to another one, or moved, it is closed, and the
 * client may still acknowledge what it is working on.
 */
@NullMarked
package io.orderflow.axonserver.streams;

import org.jspecify.annotations.NullMarked;
