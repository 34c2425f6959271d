/** The audit on the command line. */
@NullMarked
package io.orderflow.platform.audit;

import org.jspecify.annotations.NullMarked;
