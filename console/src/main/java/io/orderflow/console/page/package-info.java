/** What all pages share: their frame, their forms of amounts, times and identifiers, their files, and their errors. */
@NullMarked
package io.orderflow.console.page;

import org.jspecify.annotations.NullMarked;
