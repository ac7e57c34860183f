package org.cardwright.pipeline.launch;

import java.util.Optional;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;

/** The data key of a new batch, which has worked once before it is kept: one that cannot be opened would hold its batch for ever. */
final class NewBatchKey {

    /** No place of a segment: those are numbered. */
    private static final String PLACE = "probe";

    private static final ByteString PROBE = ByteString.fromHex("00FF5AA50F1E2D3C");

    private NewBatchKey() {}

    /**
     * Makes it and tries it.
     *
     * @throws SecurityModuleException WRONG_RESULT when the module does not work with what it made; nothing depends on that key
     */
    static ByteString of(BatchKeys keys, String batch) {
        ByteString wrapped = keys.create(batch);
        Optional<SecurityModuleException> refusal = refusal(keys, batch, wrapped);
        if (refusal.isPresent()) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT,
                    "the security module does not work with the data key that it has made for the batch ("
                            + refusal.get().getMessage() + "); nothing was kept of it",
                    refusal.get());
        }
        return wrapped;
    }

    private static Optional<SecurityModuleException> refusal(BatchKeys keys, String batch, ByteString wrapped) {
        try (BatchKeys.BatchCipher cipher = keys.open(batch, wrapped)) {
            return cipher.open(PLACE, cipher.seal(PLACE, PROBE)).equals(PROBE)
                    ? Optional.empty()
                    : Optional.of(new SecurityModuleException(
                            SecurityModuleException.Kind.WRONG_RESULT, "what was sealed came back changed"));
        } catch (SecurityModuleException refused) {
            if (refused.kind() == SecurityModuleException.Kind.UNAVAILABLE) {
                throw refused;
            }
            return Optional.of(refused);
        }
    }
}
