/** What cannot be folded, set aside with what comes behind it in the same document, and kept as letters. */
@NullMarked
package io.orderflow.projection.quarantine;

import org.jspecify.annotations.NullMarked;
