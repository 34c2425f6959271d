/** The example of the README, word by word, so that it compiles and works. */
@NullMarked
package io.orderflow.projection.example;

import org.jspecify.annotations.NullMarked;
