/**
 * How far a command has come when it is answered: accepted, handled, projected or settled, as its client wishes. The
 * wait is around all other filters, so that a repeated request waits too, and the kept first answer does not depend on
 * how long its client waited.
 */
@NullMarked
package io.orderflow.service.stage;

import org.jspecify.annotations.NullMarked;
