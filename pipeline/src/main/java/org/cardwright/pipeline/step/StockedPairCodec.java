package org.cardwright.pipeline.step;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.formats.bytes.ByteString;

/** A wrapped key pair within a staged card; no bytes where the card has none. */
final class StockedPairCodec {

    private static final int MAX_BYTES = 4096;

    private StockedPairCodec() {}

    static ByteString encode(Optional<StockedPair> pair) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        if (pair.isPresent()) {
            Place place = pair.get().place();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeUTF(place.pool());
                write(out, place.storageKey());
                out.writeInt(place.modulusBits());
                out.writeInt(place.exponent());
                out.writeLong(place.number());
                write(out, pair.get().modulus());
                write(out, pair.get().block());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return ByteString.of(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, ByteString value) throws IOException {
        out.writeShort(value.size());
        out.write(value.toByteArray());
    }

    static Optional<StockedPair> decode(ByteString bytes) {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Place place = new Place(in.readUTF(), read(in), in.readInt(), in.readInt(), in.readLong());
            StockedPair pair = new StockedPair(place, read(in), read(in));
            if (in.available() != 0) {
                throw new IllegalStateException("a staged key pair with a tail");
            }
            return Optional.of(pair);
        } catch (IOException cut) {
            throw new IllegalStateException("a staged key pair that is cut off");
        }
    }

    private static ByteString read(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        if (size > MAX_BYTES) {
            throw new IllegalStateException("a staged key pair out of bounds");
        }
        byte[] value = new byte[size];
        in.readFully(value);
        return ByteString.of(value);
    }
}
