/** Commands on the data of a system from outside: backups of it, and checks. */
@NullMarked
package io.orderflow.platform.backup;

import org.jspecify.annotations.NullMarked;
