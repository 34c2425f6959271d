/** What repeats without success in this process: told once in the log, and shown by its health until it is over. */
@NullMarked
package io.orderflow.service.health;

import org.jspecify.annotations.NullMarked;
