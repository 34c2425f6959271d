/** The catalogue and its stock over HTTP. */
@NullMarked
package io.orderflow.stock.web;

import org.jspecify.annotations.NullMarked;
