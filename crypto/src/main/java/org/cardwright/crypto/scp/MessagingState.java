package org.cardwright.crypto.scp;

import org.cardwright.formats.bytes.ByteString;

/**
 * What one command leaves for the next in a session; nothing of it is secret.
 *
 * @param chaining the last C-MAC: 8 bytes in SCP02, 16 in SCP03; empty before the first
 * @param commands how many were protected since EXTERNAL AUTHENTICATE
 */
public record MessagingState(ByteString chaining, int commands) {

    /** Before the first command. */
    public static final MessagingState NEW = new MessagingState(ByteString.EMPTY, 0);

    /** After one more command. */
    MessagingState after(ByteString mac) {
        return new MessagingState(mac, commands + 1);
    }
}
