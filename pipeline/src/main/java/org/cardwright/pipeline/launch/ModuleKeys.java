package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.pipeline.ledger.KeyActs;

/** The keys of the security module as acts on them see them: all that the inventory tells, and one process at a time. */
final class ModuleKeys implements KeyActs.KeyStore {

    /** Stands where a lock names a batch; no batch has it, as none hashes to this. */
    private static final String LOCK = "00000000000000AC".repeat(4);

    private static final int SHOWN_DIGITS = 16;

    private final SecurityModule module;
    private final PipelineSettings settings;

    ModuleKeys(SecurityModule module, PipelineSettings settings) {
        this.module = module;
        this.settings = settings;
    }

    @Override
    public String fingerprint() {
        String keys = module.inventory().keys().stream()
                .map(KeyDescription::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(keys.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, SHOWN_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("no SHA-256", impossible);
        }
    }

    /** The file of an embedded database belongs to one process already. */
    @Override
    public Optional<KeyActs.Hold> hold() throws IOException {
        return settings.database().isEmbedded()
                ? Optional.of(() -> {})
                : RunLock.tryAcquire(settings, LOCK).map(lock -> lock::close);
    }
}
