/** Who uses the pages: signed in at the issuer of tokens where there is one, or anybody on this machine. */
@NullMarked
package io.orderflow.console.access;

import org.jspecify.annotations.NullMarked;
