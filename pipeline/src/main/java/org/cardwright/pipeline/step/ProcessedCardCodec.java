package org.cardwright.pipeline.step;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.perso.file.Channel;

/** What became of an order, as the content of a frame of a partition. Private to the pipeline; it never leaves a sealed frame. */
public final class ProcessedCardCodec {

    private static final int GOOD = 1;
    private static final int REFUSED = 2;
    private static final int MAX_BYTES = 1 << 20;

    private ProcessedCardCodec() {}

    /** One result as bytes. */
    public static ByteString encode(ProcessedCard card) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (card instanceof ProcessedCard.Good good) {
                write(out, good);
            } else if (card instanceof ProcessedCard.Refused refused) {
                write(out, refused.rejected());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteString.of(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, ProcessedCard.Good card) throws IOException {
        out.writeByte(GOOD);
        out.writeInt(card.recordNumber());
        out.writeUTF(card.orderReference());
        out.writeUTF(card.group());
        out.writeByte(card.channels().size());
        for (Map.Entry<Channel, ByteString> channel : new TreeMap<>(card.channels()).entrySet()) {
            out.writeUTF(channel.getKey().name());
            out.writeInt(channel.getValue().size());
            out.write(channel.getValue().toByteArray());
        }
        out.writeByte(card.made().size());
        for (CardChannel made : new TreeSet<>(card.made())) {
            out.writeUTF(made.name());
        }
    }

    private static void write(DataOutputStream out, Screened.Rejected order) throws IOException {
        out.writeByte(REFUSED);
        out.writeInt(order.recordNumber());
        out.writeUTF(order.orderReference());
        out.writeUTF(order.field());
        out.writeUTF(order.reason().name());
        out.writeUTF(order.detail());
    }

    /**
     * A result from its bytes, which come out of a frame that was authenticated.
     *
     * @throws IllegalStateException when they are not those of {@link #encode}
     */
    public static ProcessedCard decode(ByteString bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ProcessedCard card = switch (in.readUnsignedByte()) {
                case GOOD -> readGood(in);
                case REFUSED -> readRefused(in);
                default -> throw new IllegalStateException("a staged result of another kind");
            };
            if (in.available() != 0) {
                throw new IllegalStateException("a staged result with a tail");
            }
            return card;
        } catch (IOException cut) {
            throw new IllegalStateException("a staged result that is cut off");
        }
    }

    private static ProcessedCard readGood(DataInputStream in) throws IOException {
        int recordNumber = in.readInt();
        String orderReference = in.readUTF();
        String group = in.readUTF();
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        int count = in.readUnsignedByte();
        for (int i = 0; i < count; i++) {
            channels.put(Channel.valueOf(in.readUTF()), readValue(in));
        }
        Set<CardChannel> made = EnumSet.noneOf(CardChannel.class);
        int parts = in.readUnsignedByte();
        for (int i = 0; i < parts; i++) {
            made.add(CardChannel.valueOf(in.readUTF()));
        }
        return new ProcessedCard.Good(recordNumber, orderReference, group, channels, made);
    }

    private static ByteString readValue(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_BYTES) {
            throw new IllegalStateException("a staged result out of bounds");
        }
        byte[] value = new byte[size];
        in.readFully(value);
        return ByteString.of(value);
    }

    private static ProcessedCard readRefused(DataInputStream in) throws IOException {
        return new ProcessedCard.Refused(new Screened.Rejected(
                in.readInt(), in.readUTF(), in.readUTF(), RejectReason.valueOf(in.readUTF()), in.readUTF()));
    }
}
