package org.cardwright.crypto.hostcommand;

import java.io.ByteArrayOutputStream;
import org.cardwright.formats.bytes.ByteString;

/** The message that was loaded in parts over one connection. */
final class LoadedMessage {

    private static final int MOST_BYTES = 1 << 29;

    private ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** Takes a part; one that begins at 0 begins another message. */
    int add(SealCalls.MessagePart part) {
        if (part.loaded() == 0) {
            content = new ByteArrayOutputStream();
        }
        if (part.loaded() != content.size() || part.data().size() > MOST_BYTES - content.size()) {
            throw new MalformedMessageException("a part of a message is missing or too much");
        }
        content.writeBytes(part.data().toByteArray());
        return content.size();
    }

    /** The whole message, when it is as long as the caller says; it is gone then. */
    ByteString take(int loaded) {
        byte[] whole = loaded == 0 ? new byte[0] : content.toByteArray();
        content = new ByteArrayOutputStream();
        if (whole.length != loaded) {
            throw new MalformedMessageException("another message was loaded");
        }
        return ByteString.of(whole);
    }
}
