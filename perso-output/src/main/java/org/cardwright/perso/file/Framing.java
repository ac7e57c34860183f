package org.cardwright.perso.file;

import org.cardwright.formats.bytes.ByteString;

/** Whether a record begins and ends as its channel wants, with no line feed but the last byte. */
final class Framing {

    private Framing() {}

    static boolean fits(Channel channel, ByteString record) {
        if (!channel.isFramed()) {
            return !record.isEmpty();
        }
        int endAt = record.size() - channel.end().size();
        return endAt >= channel.start().size()
                && record.startsWith(channel.start())
                && record.slice(endAt).equals(channel.end())
                && firstLineFeed(record) == record.size() - 1;
    }

    private static int firstLineFeed(ByteString bytes) {
        for (int at = 0; at < bytes.size(); at++) {
            if (bytes.unsignedAt(at) == '\n') {
                return at;
            }
        }
        return -1;
    }
}
