package org.cardwright.crypto.ceremony;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** The bytes of a share's envelope; the table stands at {@link Share}. */
final class ShareForm {

    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 8;
    private static final int FIXED = 6 + ShareSet.ID_BYTES + ShareSet.COMMITMENT_BYTES + 3 + CHECK_BYTES;

    private ShareForm() {}

    static SecretBytes write(Share share) {
        ShareSet set = share.set();
        byte[] name = set.subject().name().getBytes(StandardCharsets.US_ASCII);
        byte[] custodian = share.custodian().getBytes(StandardCharsets.US_ASCII);
        byte[] value = ClearKeyAccess.open(share.value());
        byte[] out = new byte[FIXED + name.length + custodian.length + value.length];
        ByteBuffer buffer = ByteBuffer.wrap(out);
        buffer.put((byte) VERSION).put((byte) set.subject().kind().letter());
        buffer.put((byte) (set.subject().rehearsal() ? 1 : 0));
        buffer.put((byte) set.quorum().needed()).put((byte) set.quorum().shares());
        buffer.put((byte) share.index());
        buffer.put(set.id().toByteArray()).put(set.commitment().toByteArray());
        buffer.put((byte) name.length).put(name);
        buffer.put((byte) custodian.length).put(custodian);
        buffer.put((byte) value.length).put(value);
        buffer.put(check(out, out.length - CHECK_BYTES));
        return SecretBytes.adopt(out);
    }

    /** A share from its envelope; {@link KeyRefusedException} when it is altered or of another form. */
    static Share read(byte[] envelope) {
        require(envelope.length >= FIXED, "the share is incomplete");
        require(envelope[0] == VERSION, "the share is of a version that is not known here");
        int end = envelope.length - CHECK_BYTES;
        require(
                MessageDigest.isEqual(check(envelope, end), Arrays.copyOfRange(envelope, end, envelope.length)),
                "the share is altered: its checksum does not fit");
        ByteBuffer buffer = ByteBuffer.wrap(envelope, 1, end - 1);
        ShareSet.Kind kind = ShareSet.Kind.ofLetter(buffer.get());
        boolean rehearsal = buffer.get() != 0;
        Quorum quorum = new Quorum(buffer.get(), buffer.get());
        int index = buffer.get();
        ByteString id = ByteString.of(taken(buffer, ShareSet.ID_BYTES));
        ByteString commitment = ByteString.of(taken(buffer, ShareSet.COMMITMENT_BYTES));
        ShareSet.Subject subject = new ShareSet.Subject(kind, ascii(counted(buffer)), rehearsal);
        String custodian = ascii(counted(buffer));
        SecretBytes value = SecretBytes.adopt(counted(buffer));
        Share share = new Share(new ShareSet(id, quorum, subject, commitment), index, custodian, value);
        if (buffer.hasRemaining()) {
            share.close();
            throw new KeyRefusedException("the share has more bytes than its form");
        }
        return share;
    }

    private static byte[] counted(ByteBuffer buffer) {
        require(buffer.hasRemaining(), "the share is incomplete");
        return taken(buffer, buffer.get() & 0xFF);
    }

    private static byte[] taken(ByteBuffer buffer, int bytes) {
        require(buffer.remaining() >= bytes, "the share is incomplete");
        byte[] out = new byte[bytes];
        buffer.get(out);
        return out;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] check(byte[] bytes, int length) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(bytes, 0, length);
        byte[] whole = new byte[digest.getDigestSize()];
        digest.doFinal(whole, 0);
        return Arrays.copyOf(whole, CHECK_BYTES);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
