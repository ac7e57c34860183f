package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;

/**
 * Data keys of batches that never leave the device: it encrypts and decrypts itself, and this process has the wrapped key only.
 *
 * <p>Short data are one sealed value, as the software module makes it: nonce of 12 bytes, ciphertext, tag of 16 bytes. Longer data are
 * several such values one after the other, each for 16,384 bytes; number and count of each are part of its place, so that none can be
 * left out, moved or taken from elsewhere. NIST SP 800-38D.
 */
final class HostBatchKeys implements BatchKeys {

    /** Clear bytes of one sealed value; part of the format, so no setting. */
    static final int PIECE_BYTES = 16_384;

    private static final int AROUND_BYTES = 12 + 16;
    private static final int SEALED_BYTES = PIECE_BYTES + AROUND_BYTES;

    /** No place of ours has this character. */
    private static final char SEPARATOR = '\u001F';

    private final HostClient client;

    HostBatchKeys(HostClient client) {
        this.client = client;
    }

    @Override
    public ByteString create(String batch) {
        ByteString wrapped = client.one(SealCalls.CREATE_BATCH_KEY, batch);
        HostResult.require(!wrapped.isEmpty(), HostOperation.CREATE_BATCH_KEY, "there is no key");
        HostResult.require(
                isKnown(batch, wrapped), HostOperation.CREATE_BATCH_KEY, "the device does not know it again");
        return wrapped;
    }

    /** Asked before anything is stored under it: a key that came altered would lock its batch for ever. */
    private boolean isKnown(String batch, ByteString wrapped) {
        try {
            client.one(SealCalls.CHECK_BATCH_KEY, new SealCalls.BatchKey(batch, wrapped));
            return true;
        } catch (SecurityModuleException refused) {
            if (refused.kind() == Kind.KEY_REFUSED) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public BatchCipher open(String batch, ByteString wrappedKey) {
        requireRoom();
        SealCalls.BatchKey key = new SealCalls.BatchKey(batch, wrappedKey);
        client.one(SealCalls.CHECK_BATCH_KEY, key);
        return new DeviceCipher(client, key);
    }

    private void requireRoom() {
        boolean enough = client.most(HostOperation.SEAL_DATA, HostField.DATA) >= PIECE_BYTES
                && client.most(HostOperation.OPEN_DATA, HostField.DATA) >= SEALED_BYTES;
        if (!enough) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, "the table of this HSM has no room for data at rest: 16412 bytes are needed");
        }
    }

    /** Encrypts and decrypts in the device. */
    private static final class DeviceCipher implements BatchCipher {

        private final HostClient client;
        private final SealCalls.BatchKey key;
        private volatile boolean closed;

        DeviceCipher(HostClient client, SealCalls.BatchKey key) {
            this.client = client;
            this.key = key;
        }

        @Override
        public ByteString seal(String place, ByteString plain) {
            List<ByteString> sealed = client.each(SealCalls.SEAL, requests(place, pieces(plain, PIECE_BYTES)));
            List<ByteString> clear = pieces(plain, PIECE_BYTES);
            for (int i = 0; i < sealed.size(); i++) {
                HostResult.require(
                        sealed.get(i).size() == clear.get(i).size() + AROUND_BYTES,
                        HostOperation.SEAL_DATA,
                        "it has another length");
            }
            return ByteString.concat(sealed);
        }

        @Override
        public ByteString open(String place, ByteString sealed) {
            List<ByteString> pieces = pieces(sealed, SEALED_BYTES);
            List<ByteString> clear = client.each(SealCalls.OPEN, requests(place, pieces));
            for (int i = 0; i < clear.size(); i++) {
                HostResult.require(
                        clear.get(i).size() == pieces.get(i).size() - AROUND_BYTES,
                        HostOperation.OPEN_DATA,
                        "it has another length");
            }
            return ByteString.concat(clear);
        }

        private List<SealCalls.BatchData> requests(String place, List<ByteString> pieces) {
            if (closed) {
                throw new IllegalStateException("a data key is used after it was closed");
            }
            List<SealCalls.BatchData> requests = new ArrayList<>(pieces.size());
            for (int i = 0; i < pieces.size(); i++) {
                String bound = pieces.size() == 1 ? place : place + SEPARATOR + i + "/" + pieces.size();
                requests.add(new SealCalls.BatchData(key, bound, pieces.get(i)));
            }
            return requests;
        }

        /** One piece at least, so that nothing at all is sealed too. */
        private static List<ByteString> pieces(ByteString whole, int bytes) {
            List<ByteString> pieces = new ArrayList<>();
            for (int at = 0; at == 0 || at < whole.size(); at += bytes) {
                pieces.add(whole.slice(at, Math.min(whole.size(), at + bytes)));
            }
            return pieces;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
