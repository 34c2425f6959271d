/** The console: web pages for operators, which know the platform by its public HTTP interface alone. */
@NullMarked
package io.orderflow.console;

import org.jspecify.annotations.NullMarked;
