/** The committed description of the HTTP interface, and the answers that are held to it. */
@NullMarked
package io.orderflow.platform.description;

import org.jspecify.annotations.NullMarked;
