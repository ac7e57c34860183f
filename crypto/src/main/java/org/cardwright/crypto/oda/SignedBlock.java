package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateField.HASH;
import static org.cardwright.crypto.oda.CertificateField.HEADER;
import static org.cardwright.crypto.oda.CertificateField.TRAILER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.CertificateTable.Slot;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;

/** Writes and reads the blocks of {@link CertificateTable}. EMV 4.4 Book 2, A2.1 (signature scheme with recovery). */
final class SignedBlock {

    private static final int FILLER = 0xBB;

    private SignedBlock() {}

    /**
     * The block that is signed.
     *
     * @param table its format
     * @param blockBytes length of the signing modulus
     * @param values every slot that is neither constant nor the hash; the one without a length may be shorter than its place
     * @param behind what is hashed behind the block without being in it
     */
    static ByteString encode(
            CertificateTable table, int blockBytes, Map<CertificateField, ByteString> values, ByteString behind) {
        List<ByteString> hashed = new ArrayList<>();
        for (Slot slot : table.slots()) {
            if (slot.field() != HEADER && slot.field() != HASH && slot.field() != TRAILER) {
                hashed.add(bytesOf(slot, table.lengthOf(slot, blockBytes), values));
            }
        }
        ByteString body = ByteString.concat(hashed);
        return ByteString.concat(constant(table, HEADER), body, Sha1.hash(body, behind), constant(table, TRAILER));
    }

    /**
     * The fields of a block under a signature, when length, constants and hash are right.
     *
     * <p>Checks in the order of EMV 4.4 Book 2, 5.3 steps 1 to 7 and 11, and 6.4 likewise.
     */
    static Recovery<BlockFields> recover(
            CertificateTable table, RsaPublicKey key, ByteString signature, ByteString behind) {
        ByteString modulus = key.modulus();
        if (signature.size() != modulus.size()
                || signature.size() <= table.fixedBytes()
                || signature.compareTo(modulus) >= 0) {
            return Recovery.refused(CertificateFault.LENGTH);
        }
        return read(table, RsaSigner.recover(key, signature), behind);
    }

    /** The fields of a block that was recovered, when constants and hash are right; longer than what every block has. */
    static Recovery<BlockFields> read(CertificateTable table, ByteString block, ByteString behind) {
        BlockFields fields = new BlockFields(table, block);
        for (Slot slot : table.slots()) {
            if (slot.isConstant() && !ByteString.fromHex(slot.content()).equals(fields.get(slot.field()))) {
                return Recovery.refused(CertificateFault.valueOf(slot.field().name()));
            }
        }
        ByteString body = block.slice(1, block.size() - Sha1.BYTES - 1);
        if (!Sha1.hash(body, behind).equals(fields.get(HASH))) {
            return Recovery.refused(CertificateFault.HASH);
        }
        return Recovery.of(fields);
    }

    private static ByteString bytesOf(Slot slot, int length, Map<CertificateField, ByteString> values) {
        if (slot.isConstant()) {
            return ByteString.fromHex(slot.content());
        }
        ByteString value = values.getOrDefault(slot.field(), ByteString.EMPTY);
        boolean fits = slot.lengthBytes() == CertificateTable.REST ? value.size() <= length : value.size() == length;
        if (!fits) {
            throw new IllegalArgumentException(
                    slot.field() + " has the wrong length, was " + value.size() + ", required " + length);
        }
        return value.plus(ByteString.repeat(FILLER, length - value.size()));
    }

    private static ByteString constant(CertificateTable table, CertificateField field) {
        return table.slots().stream()
                .filter(slot -> slot.field() == field)
                .map(slot -> ByteString.fromHex(slot.content()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + field + " in " + table.source()));
    }
}
