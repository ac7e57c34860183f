package org.cardwright.perso.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Seals;
import org.cardwright.formats.bytes.ByteString;

/**
 * Binds all channels of a card to each other, to its place and to its order, so that a line shifted in one of them is found.
 *
 * <p>HMAC-SHA-256 (RFC 2104) under a RECORD_MAC key. The salt of the Merkle leaf (RFC 9162, 2.1.1) comes from the same key
 * and the order reference, so it needs no storage and is the same however the order came in.
 */
public final class RecordMac {

    private static final String MAC_CONTEXT = "record";
    private static final String SALT_CONTEXT = "salt";

    private final Seals seals;
    private final KeyName key;
    private final String issuer;

    /**
     * Works with a RECORD_MAC key of the module.
     *
     * @param issuer who ordered: two issuers may give their orders the same name, and a proof shows the salt of one
     */
    public RecordMac(Seals seals, KeyName key, String issuer) {
        this.seals = seals;
        this.key = key;
        this.issuer = issuer;
    }

    /**
     * A record before it is bound; parameters as in {@link PersoRecord}.
     *
     * @param index place in the batch, from 1
     * @param orderReference the issuer's name of the order
     * @param group product and plastic
     * @param channels the record of each channel
     */
    public record Unbound(int index, String orderReference, String group, Map<Channel, ByteString> channels) {

        private ByteString covered() {
            return PersoRecordForm.covered(index, orderReference, group, channels);
        }

        /** Place and order only. */
        @Override
        public String toString() {
            return "Unbound(" + index + ", order " + orderReference + ")";
        }
    }

    /** Gives each record its salt and its MAC; one answer per record, in order. */
    public List<PersoRecord> bind(List<Unbound> records) {
        List<ByteString> macs = seals.mac(
                key, MAC_CONTEXT, records.stream().map(Unbound::covered).toList());
        List<ByteString> salts =
                salts(records.stream().map(Unbound::orderReference).toList());
        List<PersoRecord> bound = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Unbound r = records.get(i);
            bound.add(
                    new PersoRecord(r.index(), r.orderReference(), r.group(), r.channels(), salts.get(i), macs.get(i)));
        }
        return bound;
    }

    /** The salts of these orders of the issuer, 32 bytes each, in order. */
    public List<ByteString> salts(List<String> orderReferences) {
        return seals.mac(
                key,
                SALT_CONTEXT,
                orderReferences.stream()
                        .map(order -> issuer + '\n' + order)
                        .map(order -> ByteString.of(order.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    /** For each record whether all its bytes are those its MAC was made over, and its salt is its own. */
    public List<Boolean> fit(List<PersoRecord> records) {
        List<PersoRecord> expected = bind(records.stream()
                .map(r -> new Unbound(r.index(), r.orderReference(), r.group(), r.channels()))
                .toList());
        List<Boolean> answers = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            answers.add(sameBytes(expected.get(i).mac(), records.get(i).mac())
                    && sameBytes(expected.get(i).salt(), records.get(i).salt()));
        }
        return answers;
    }

    private static boolean sameBytes(ByteString one, ByteString other) {
        return MessageDigest.isEqual(one.toByteArray(), other.toByteArray());
    }
}
