/** How commands are sent, refused and answered, whichever service handles them. */
@NullMarked
package io.orderflow.service.command;

import org.jspecify.annotations.NullMarked;
