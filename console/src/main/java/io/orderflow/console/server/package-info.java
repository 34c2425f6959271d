/** The page of the event server: its applications, their handlers and event processors, its store and its backups. */
@NullMarked
package io.orderflow.console.server;

import org.jspecify.annotations.NullMarked;
