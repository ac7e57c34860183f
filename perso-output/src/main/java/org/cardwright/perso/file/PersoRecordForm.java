package org.cardwright.perso.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/**
 * The bytes of a staged record.
 *
 * <p>Own form: version 01, index (4), order and group (2 + UTF-8), number of channels (1), per channel its number (1) and
 * data (4 + bytes), salt (32), MAC (32). Everything before the salt is what the MAC covers.
 */
final class PersoRecordForm {

    private static final int VERSION = 1;

    private PersoRecordForm() {}

    static ByteString encode(PersoRecord record) {
        return ByteString.concat(
                covered(record.index(), record.orderReference(), record.group(), record.channels()),
                record.salt(),
                record.mac());
    }

    /** The part of the record that salt and MAC belong to. */
    static ByteString covered(int index, String order, String group, Map<Channel, ByteString> channels) {
        List<ByteString> parts = new ArrayList<>();
        parts.add(ByteString.ofByte(VERSION));
        parts.add(ByteString.ofUnsigned(index, 4));
        parts.add(text(order));
        parts.add(text(group));
        parts.add(ByteString.ofByte(channels.size()));
        new EnumMap<>(channels).forEach((channel, data) -> {
            parts.add(ByteString.ofByte(channel.ordinal()));
            parts.add(ByteString.ofUnsigned(data.size(), 4));
            parts.add(data);
        });
        return ByteString.concat(parts);
    }

    static PersoRecord decode(ByteString bytes) {
        Cursor in = new Cursor(bytes);
        if (in.number("version", 1) != VERSION) {
            throw new MalformedRecordException("version", 0, "01");
        }
        int index = in.number("index", 4);
        String order = in.text("order");
        String group = in.text("group");
        Map<Channel, ByteString> channels = in.channels();
        ByteString salt = in.take("salt", PersoRecord.SALT_BYTES);
        ByteString mac = in.take("mac", PersoRecord.MAC_BYTES);
        if (in.at != bytes.size()) {
            throw new MalformedRecordException("record", in.at, "no further bytes");
        }
        if (index < 1 || order.isEmpty() || channels.isEmpty() || !PersoRecord.isGroup(group)) {
            throw new MalformedRecordException("record", 0, "an index from 1, an order, a group and a channel");
        }
        return new PersoRecord(index, order, group, channels, salt, mac);
    }

    private static ByteString text(String value) {
        ByteString utf8 = ByteString.of(value.getBytes(StandardCharsets.UTF_8));
        return ByteString.ofUnsigned(utf8.size(), 2).plus(utf8);
    }

    private static final class Cursor {

        private final ByteString bytes;
        private int at;

        private Cursor(ByteString bytes) {
            this.bytes = bytes;
        }

        private ByteString take(String field, int count) {
            if (count < 0 || bytes.size() - at < count) {
                throw new MalformedRecordException(field, at, "more bytes, there are " + (bytes.size() - at));
            }
            at += count;
            return bytes.slice(at - count, at);
        }

        private int number(String field, int count) {
            ByteString taken = take(field, count);
            if (count == 4 && taken.unsignedAt(0) > 0x7F) {
                throw new MalformedRecordException(field, at - count, "a number below 2^31");
            }
            return taken.toUnsigned();
        }

        private String text(String field) {
            int start = at;
            ByteString utf8 = take(field, number(field, 2));
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8.toByteArray()))
                        .toString();
            } catch (CharacterCodingException notUtf8) {
                throw new MalformedRecordException(field, start, "UTF-8");
            }
        }

        private Map<Channel, ByteString> channels() {
            Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
            int count = number("channels", 1);
            int last = -1;
            for (int i = 0; i < count; i++) {
                int number = number("channel", 1);
                if (number <= last || number >= Channel.values().length) {
                    throw new MalformedRecordException("channel", at - 1, "known channels in ascending order");
                }
                last = number;
                channels.put(Channel.values()[number], take("channel data", number("channel data", 4)));
            }
            return channels;
        }
    }
}
