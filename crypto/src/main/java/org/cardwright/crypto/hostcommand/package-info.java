/**
 * A payment HSM over the network as a security module.
 *
 * <p>In: operations of {@code crypto.module}. Out: host commands over TCP, their answers checked before they are used. Commands,
 * fields and error codes are a table that is read from a file; a simulator answers the same table. Spec: docs/host-commands.md;
 * EMV 4.4 Book 2, 5 and 6 for what is verified.
 */
@NullMarked
package org.cardwright.crypto.hostcommand;

import org.jspecify.annotations.NullMarked;
